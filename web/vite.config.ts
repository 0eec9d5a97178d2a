import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { type Plugin, defineConfig } from "vite";

// Writes the digest of what the assets are made from beside them, so that a test sees when they are old.
function digest(): Plugin {
  const root = import.meta.dirname;
  const list = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? list(path) : [path];
    });
  return {
    name: "digest",
    generateBundle() {
      const files = [...list(join(root, "src")), ...["index.html", "package.json", "tsconfig.json", "vite.config.ts"].map((name) => join(root, name))];
      const hash = createHash("sha256");
      for (const name of files.map((file) => relative(root, file)).sort())
        hash.update(`${name}\0${createHash("sha256").update(readFileSync(join(root, name))).digest("hex")}\n`);
      this.emitFile({ type: "asset", fileName: "sources.sha256", source: `${hash.digest("hex")}\n` });
    },
  };
}

// Assets have names by content, so that they may be kept for ever; index.html stands beside them.
export default defineConfig({
  base: "/static/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [digest()],
  build: {
    outDir: "../src/parkgraph/web/static",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
