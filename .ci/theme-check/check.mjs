// Runs Shopify's theme-check over the theme app extension and prints what it found as
// JSON lines. Ends with 1 when there is anything, whatever its severity.
import { themeCheckRun } from "@shopify/theme-check-node";

const names = ["error", "warning", "info"];
const { offenses } = await themeCheckRun(process.argv[2], undefined, () => {});
for (const found of offenses) {
  console.log(
    JSON.stringify({
      severity: names[found.severity],
      check: found.check,
      file: decodeURIComponent(found.uri).split("/").slice(-2).join("/"),
      line: found.start ? found.start.line + 1 : null,
      message: found.message,
    }),
  );
}
process.exit(offenses.length ? 1 : 0);
