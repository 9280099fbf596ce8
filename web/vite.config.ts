import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// `npm run dev` serves the sources and passes the API on to a running `guiyi serve`.
const server = process.env.GUIYI_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    // Banks' browsers are years behind: this is the oldest engine the console is built for.
    target: 'chrome87',
    cssTarget: 'chrome87',
    manifest: true,
    // A strict content policy knows no data: scripts or styles; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
})
