/** `npm run build`: client, bundles and pages, as the container image needs them. */
import { ensureBuilt, ensureGenerated } from "./prepare/build.mjs";
import { bundle } from "./prepare/bundle.mjs";
import { step } from "./prepare/steps.mjs";

const folder = process.cwd();
try {
  await ensureGenerated(folder);
  await step("Bundling", () => bundle(folder));
  await ensureBuilt(folder);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
