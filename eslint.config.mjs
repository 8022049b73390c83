import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const barrel = {
  selector: "ExportAllDeclaration",
  message: "No barrels: import a thing from the file that defines it.",
};
const defaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Named exports only: one name everywhere. Next's own files and configuration files are the exceptions.",
};

const NEXT_FILES =
  "app/**/{page,layout,template,loading,error,global-error,not-found,forbidden,unauthorized,default,icon,apple-icon,opengraph-image,manifest,robots,sitemap}.{ts,tsx}";

const configuration = [
  { ignores: [".next/**", "dist/**", ".data/**", ".test/**", "lib/db/generated/**", "next-env.d.ts", "public/**", "test-results/**", "playwright-report/**"] },
  ...nextVitals,
  ...nextTypescript,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 250, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: false, skipComments: false }],
      "no-restricted-syntax": ["error", barrel, defaultExport],
      "no-restricted-properties": ["error", { object: "process", property: "env", message: "Configuration is read once, in lib/env.ts." }],
      "no-empty": ["error", { allowEmptyCatch: false }],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx", "hack"], location: "start" }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false, fixStyle: "inline-type-imports" }],
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": "allow-with-description", minimumDescriptionLength: 10 }],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    ignores: ["**/*.config.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  // A describe block is one function to the rule, but a list of promises to the reader.
  { files: ["**/*.test.{ts,tsx}", "e2e/**"], rules: { "max-lines-per-function": "off" } },
  { files: ["lib/env.ts", "scripts/**", "bench/**", "e2e/setup/**", "**/*.config.*", "instrumentation.ts"], rules: { "no-restricted-properties": "off" } },
  {
    // Next, vitest and Playwright find these by their default export.
    files: [NEXT_FILES, "proxy.ts", "**/*.config.*", "scripts/test-server.ts"],
    rules: { "no-restricted-syntax": ["error", barrel], "import/no-anonymous-default-export": "off" },
  },
  // Playwright's fixtures receive a function that is called `use`; it is no hook.
  { files: ["e2e/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
];

export default configuration;
