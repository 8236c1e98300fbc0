/** Colours, type, and the frame around every page. */
export const styleBase = `
:root {
  color-scheme: light dark;
  --paper: #f7f6f3; --surface: #ffffff; --sunken: #f2f0eb; --line: #e0dcd4; --line-strong: #8d8a83;
  --ink: #1d2329; --soft: #59616a; --accent: #0b5f73; --accent-ink: #ffffff; --accent-wash: #e3f0f2;
  --green: #1b7340; --green-wash: #e4f3e9; --purple: #6b40b8; --purple-wash: #efe9fa; --red: #b3261e; --red-wash: #fcebea;
  --amber: #8a5a00; --amber-wash: #fbf1dc; --grey: #5c646d; --grey-wash: #eceae6;
  --added: #e6f5ea; --added-edge: #bfe5cb; --removed: #fdeceb; --removed-edge: #f5c9c6;
  --shadow: 0 1px 2px rgb(40 35 25 / .05); --focus: #0b5f73;
  --mono: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11161a; --surface: #182026; --sunken: #131a1f; --line: #2a343c; --line-strong: #6d7983;
    --ink: #e3e8ec; --soft: #9ba7b1; --accent: #6cc6da; --accent-ink: #07232b; --accent-wash: #17323a;
    --green: #63c588; --green-wash: #14301f; --purple: #b89cf2; --purple-wash: #2a2144; --red: #f28b82; --red-wash: #3a1c1b;
    --amber: #e0b15c; --amber-wash: #33270f; --grey: #9ba7b1; --grey-wash: #232c33;
    --added: #12291b; --added-edge: #1f4a2f; --removed: #321a1b; --removed-edge: #5a2a2a;
    --shadow: none; --focus: #6cc6da;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 var(--sans); overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.3; margin: 0; font-weight: 650; text-wrap: balance; }
h1 { font-size: 1.5rem; letter-spacing: -.01em; } h2 { font-size: 1.1rem; } h3 { font-size: 1rem; }
p { margin: 0 0 .75em; }
a { color: var(--accent); text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: .18em; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code, pre, kbd, .mono { font-family: var(--mono); font-size: .87em; } pre code { font-size: inherit; }
.icon { flex: none; vertical-align: -.16em; }
.skip { position: absolute; left: -999px; top: 0; padding: .6rem 1rem; background: var(--surface); z-index: 9; }
.skip:focus { left: 0; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.wrap { max-width: 1120px; margin: 0 auto; padding: 0 1.25rem; }
.top { background: var(--surface); border-bottom: 1px solid var(--line); }
.top .wrap { display: flex; align-items: center; gap: .25rem 1.4rem; min-height: 3.4rem; flex-wrap: wrap; padding-top: .35rem; padding-bottom: .35rem; }
.brand { font-weight: 700; color: var(--ink); text-decoration: none; display: inline-flex; align-items: center; gap: .5rem; }
.brand .icon { color: var(--accent); width: 20px; height: 20px; }
.top nav { display: flex; gap: 1.1rem; }
.top nav a { color: var(--soft); text-decoration: none; padding: .4rem 0; }
.top nav a:hover, .top nav a[aria-current] { color: var(--ink); }
.viewer { margin-left: auto; position: relative; }
.viewer > summary { list-style: none; cursor: pointer; padding: .35rem .6rem; border-radius: 8px; display: flex; align-items: center; gap: .45rem; border: 1px solid transparent; }
.viewer > summary::-webkit-details-marker { display: none; }
.viewer > summary:hover, .viewer[open] > summary { border-color: var(--line); }
.viewer > summary::after, .menu-caret::after { content: "▾" / ""; color: var(--soft); }
.viewer .panel { position: absolute; right: 0; top: calc(100% + .35rem); z-index: 5; min-width: 15rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 8px 28px rgb(0 0 0 / .14); padding: .5rem; }
.viewer .panel p { margin: .2rem .6rem .5rem; color: var(--soft); font-size: .87rem; }
.viewer .panel button { display: flex; gap: .5rem; align-items: center; width: 100%; text-align: left; border: 0; background: none; padding: .45rem .6rem; border-radius: 7px; font: inherit; color: inherit; cursor: pointer; }
.viewer .panel button:hover { background: var(--sunken); }
.viewer .panel button[aria-current] { font-weight: 650; }
.bottom.wrap { color: var(--soft); font-size: .87rem; padding-top: 2.5rem; padding-bottom: 3rem; }
main.wrap { padding-top: 1.6rem; display: block; min-height: 60vh; }
.repository-head { margin-bottom: 1.5rem; }
.repository-head .crumbs { font-size: 1.2rem; display: flex; align-items: center; gap: .5rem; flex-wrap: wrap; margin-bottom: .8rem; }
.repository-head .crumbs .icon { color: var(--soft); }
.repository-head .crumbs a { text-decoration: none; } .repository-head .crumbs a:hover { text-decoration: underline; }
.repository-head .crumbs strong a { color: var(--ink); }
.tabs { display: flex; gap: .2rem; border-bottom: 1px solid var(--line); overflow-x: auto; scrollbar-width: none; }
.tabs a { display: inline-flex; align-items: center; gap: .45rem; padding: .55rem .8rem .6rem; color: var(--soft); text-decoration: none; white-space: nowrap; border-bottom: 2px solid transparent; margin-bottom: -1px; }
.tabs a:hover { color: var(--ink); border-bottom-color: var(--line-strong); }
.tabs a[aria-current] { color: var(--ink); border-bottom-color: var(--accent); font-weight: 600; }
.tabs a:focus-visible { outline-offset: -3px; }
.count { background: var(--grey-wash); color: var(--soft); border-radius: 99px; padding: 0 .5em; font-size: .8rem; font-weight: 500; line-height: 1.5; }
.soft { color: var(--soft); } .small { font-size: .87rem; } .nowrap { white-space: nowrap; }
.title-row { display: flex; align-items: flex-start; justify-content: space-between; gap: .8rem 1.25rem; flex-wrap: wrap; margin-bottom: 1rem; }
.title-row > :first-child { min-width: 0; }
@media (max-width: 640px) {
  body { font-size: 15.5px; }
  .wrap { padding: 0 1rem; }
  .top nav { order: 3; width: 100%; }
  .viewer .panel { right: 0; }
  h1 { font-size: 1.3rem; }
  .tabs .icon { display: none; } .tabs { gap: 0; } .tabs a { padding: .6rem .45rem; gap: .3rem; font-size: .94rem; }
}
@media (prefers-reduced-motion: no-preference) { a, button, summary { transition: background-color .12s, border-color .12s, color .12s; } }
`
