import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The build is committed, so its files have stable names and no hashes: a change of one page is a change of one file,
// and whoever serves them does it with entity tags. Libraries that every page needs are one file, the table and the form
// components are split by route as they are used.
// pageOf names the file of a page after its folder and its own name: lines-edit.
function pageOf(module: string | null | undefined): string | undefined {
  const found = module?.match(/\/src\/pages\/([\w-]+)\/([\w-]+)\.tsx$/);
  return found ? `${found[1]}-${found[2]}` : undefined;
}

export default defineConfig({
  base: "/console/",
  plugins: [react()],
  build: {
    target: "es2022",
    outDir: "dist",
    assetsDir: "",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: (chunk) => `${pageOf(chunk.facadeModuleId) ?? chunk.name}.js`,
        assetFileNames: "[name][extname]",
      },
    },
  },
});
