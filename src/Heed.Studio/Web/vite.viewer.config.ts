import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The viewer of pages that stand alone: the same components in one script and one style sheet, which `--html` puts into its page.
export default defineConfig({
  plugins: [svelte()],
  publicDir: false,
  build: {
    outDir: `${process.env.HEED_WEB_OUTPUT ?? 'dist/'}viewer`,
    emptyOutDir: true,
    target: 'es2023',
    cssCodeSplit: false,
    lib: { entry: 'src/viewer/main.ts', formats: ['iife'], name: 'HeedViewer', fileName: () => 'viewer.js', cssFileName: 'viewer' },
  },
});
