// Makes one program of what `npm start` runs, with its libraries: it starts sooner and keeps less in memory than a thousand modules do. Bundles what the
// compiler wrote; the folder is as deep as those of its rooms, so that what is read beside them is found.
import { build } from 'esbuild'
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

const folder = 'dist/bundle'

const { metafile } = await build({
  entryPoints: ['dist/start.js'],
  outdir: folder,
  bundle: true,
  // What is loaded when it is needed stays a file of its own.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  // For whoever has a stack to read: `node --enable-source-maps`.
  sourcemap: true,
  // Of a library that comes in both forms, the modules: jsonc-parser's other form cannot be bundled.
  mainFields: ['module', 'main'],
  // Native, or a choice of pg's that nobody makes.
  external: ['libsql', 'pg-native'],
  // Libraries that are no modules yet ask for Node's own by `require`.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
})

// What an earlier version left; a process that runs already may still load what stays the same.
const made = Object.keys(metafile.outputs).map((path) => basename(path))
for (const name of await readdir(folder)) if (!made.includes(name)) await rm(join(folder, name), { force: true })
