/** The layers as a check: arrows point down only. Each comment says where the code belongs instead. */

const TEST = String.raw`\.test\.tsx?$|/testing/|^sandbox/test-[^/]+\.ts$|^scripts/test-[^/]+\.ts$`;
const LAYER_0 = ["^lib/core/", "^lib/schemas/", "^lib/format/", "^lib/queries/"];
const OURS = "^(app|components|engine|lib|sandbox|runner|scripts|bench|e2e|prisma)/|^(proxy|instrumentation(-client)?)\\.ts$";

/** A folder, and everything of ours that it may import; packages are free unless another rule says otherwise. */
function layer(name, from, allowed, comment) {
  return {
    name, comment, severity: "error",
    from: { path: from, pathNot: TEST },
    to: { path: OURS, pathNot: [...[from].flat(), ...allowed] },
  };
}

/** A context of the services may import the contexts before it. */
const CONTEXTS = [
  "outbound", "audit", "operator", "token", "connection", "alert", "notify", "live", "wallet", "escrow", "worker", "order", "run", "cost",
  "referral", "pool", "approval", "reconcile", "overview",
];

const contextOrder = CONTEXTS.slice(0, -1).map((context, index) => ({
  name: `context-order-${context}`,
  comment: `${context} knows only the contexts before it in CONTEXTS. Move the shared part into the earlier context, or call both from a later one.`,
  severity: "error",
  from: { path: `^lib/services/${context}/`, pathNot: TEST },
  to: { path: `^lib/services/(${CONTEXTS.slice(index + 1).join("|")})/` },
}));

const knownContexts = {
  name: "context-is-listed",
  comment: "A new context gets its place in CONTEXTS of this file, so that its order is decided once.",
  severity: "error",
  from: {},
  to: { path: "^lib/services/[^/]+/", pathNot: `^lib/services/(${CONTEXTS.join("|")}|testing)/` },
};

module.exports = {
  forbidden: [
    { name: "no-cycle", comment: "Move what both need into a file below them.", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolved", comment: "The import leads nowhere: correct the path, or add the package to package.json.", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-undeclared-package", comment: "A package that another one happens to bring may vanish: add it to package.json with its version.", severity: "error",
      from: { path: OURS }, to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-dev-package-at-run-time", comment: "What runs in production belongs under dependencies of package.json.", severity: "error",
      from: { path: "^(app|components|engine|lib|sandbox|runner)/", pathNot: TEST }, to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-barrel-or-drawer", comment: "No index, utils, helpers, common or manager files: name the file after the one thing it gives.", severity: "error",
      from: {}, to: { path: "/(index|utils|helpers|common|misc|manager)\\.tsx?$", pathNot: ["node_modules", "^lib/db/generated/"] },
    },
    {
      name: "no-orphan", comment: "Nothing uses this file: delete it, or import it where it was meant to be used.", severity: "error",
      from: { orphan: true, path: "^(components|lib|sandbox|runner|engine)/", pathNot: [TEST, "/main\\.ts$", "\\.d\\.ts$", "\\.css$", "^lib/db/generated/"] }, to: {},
    },
    layer("layer-app", ["^app/", "^(proxy|instrumentation(-client)?)\\.ts$"],
      [...LAYER_0, "^components/", "^engine/", "^lib/(actions|auth|workflows|services)/", "^lib/(env|log)\\.ts$"],
      "Pages, actions and routes call services. Rows belong in lib/db and platform calls in lib/purpleflea, both behind a service."),
    layer("layer-components", ["^components/"], [...LAYER_0, "^lib/actions/result\\.ts$"],
      "A component shows what it is given. Data comes from the page as props, an action as a prop, numbers from lib/format."),
    {
      name: "components-take-types-of-actions", comment: "A component takes the action as a prop and only the type of its result from lib/actions/result.", severity: "error",
      from: { path: "^components/", pathNot: TEST }, to: { path: "^lib/actions/", dependencyTypesNot: ["type-only"] },
    },
    layer("layer-engine", ["^engine/"], ["^lib/core/", "^lib/workflows/", "^lib/db/", "^lib/(env|log)\\.ts$"],
      "The engine holds slots and schedules. What a workflow or a schedule does belongs in lib/workflows, which calls services."),
    layer("layer-edges", ["^lib/(actions|auth|workflows)/"], [...LAYER_0, "^lib/(services|db|purpleflea)/", "^lib/(env|log)\\.ts$"],
      "The edges of the server call services and what is below them. View belongs in components, pages in app."),
    layer("layer-services", ["^lib/services/"], [...LAYER_0, "^lib/(db|purpleflea)/"],
      "A service gets its configuration, log and clock in its context. Sessions belong in lib/auth, form handling in lib/actions."),
    ...contextOrder,
    knownContexts,
    layer("layer-db", ["^lib/db/"], [...LAYER_0, "^lib/(env|log)\\.ts$"],
      "Rows to core and back. What also needs the platform is a service."),
    layer("layer-purpleflea", ["^lib/purpleflea/"], [...LAYER_0, "^lib/(env|log)\\.ts$"],
      "Wire to core and back. What also needs the database is a service."),
    layer("layer-foundation", ["^lib/(env|log)\\.ts$"], [], "Configuration and logs stand alone."),
    layer("layer-core", ["^lib/core/"], [], "The core knows only the core. Input shapes belong in lib/schemas, words in lib/format, effects in services."),
    {
      name: "core-is-pure", comment: "No I/O, clock, randomness or zod in the core: pass the value in, or parse at the edge in lib/schemas.", severity: "error",
      from: { path: "^lib/core/", pathNot: TEST }, to: { pathNot: ["^lib/core/", "node_modules/typeid-js/"] },
    },
    layer("layer-schemas", ["^lib/schemas/"], ["^lib/core/"], "Schemas read our inputs with the core's limits and nothing else."),
    layer("layer-format", ["^lib/format/"], ["^lib/core/"], "Formats turn core values into words and nothing else."),
    layer("layer-queries", ["^lib/queries/"], ["^lib/core/"], "Query keys and options; what they fetch is a route's or an action's."),
    {
      name: "money-rows-behind-the-command", comment: "Rows that move money are written by lib/services/command.ts alone; a command receives them as an argument.", severity: "error",
      from: { pathNot: ["^lib/services/command\\.ts$", TEST] }, to: { path: "^lib/db/money-rows\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "write-client-behind-the-command", comment: "Calls that change the platform are made by lib/services/command.ts alone; a command receives the client as an argument.", severity: "error",
      from: { pathNot: ["^lib/services/command\\.ts$", TEST] }, to: { path: "^lib/purpleflea/write-client\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "money-types-in-services-only", comment: "Even the types of the money doors belong to services.", severity: "error",
      from: { pathNot: ["^lib/services/", "^lib/db/", "^lib/purpleflea/", TEST] }, to: { path: "^lib/(db/money-rows|purpleflea/write-client)\\.ts$" },
    },
    {
      name: "one-door-leads-out", comment: "An address that a person typed is called through ctx.outbound, the platform through ctx.fetch; no other code opens connections.", severity: "error",
      from: { path: "^(app|components|engine|lib)/", pathNot: [TEST, "/test-[^/]+\\.ts$", "^lib/services/outbound/", "^lib/env\\.ts$"] },
      to: { path: "^(node:)?(http|https|http2|net|tls|dns|dgram)(/|$)", dependencyTypesNot: ["type-only"] },
    },
    layer("layer-sandbox", ["^sandbox/"], ["^lib/core/(money|ids|time)\\.ts$"],
      "The sandbox is a second, independent reading of the platform: write its own rules in sandbox."),
    layer("layer-runner", ["^runner/"], ["^lib/core/"], "A runner runs anywhere: it talks to the console over HTTP and imports only the core."),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "^lib/db/generated/"] },
    exclude: { path: "^(\\.next|dist|\\.data|\\.test)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"], mainFields: ["module", "main", "types"] },
    cache: { folder: "node_modules/.cache/dependency-cruiser", strategy: "content" },
  },
};
