import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The studio itself: one page, its parts loaded when they are first opened.
export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    outDir: process.env.HEED_WEB_OUTPUT ?? 'dist',
    emptyOutDir: false,
    target: 'es2023',
    cssCodeSplit: true,
    // The content policy allows no data: in style sheets' fonts, and small files are quick on loopback.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://localhost:5317', '/tones.css': 'http://localhost:5317' } },
});
