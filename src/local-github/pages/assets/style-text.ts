/** Rendered Markdown, files, diffs, timelines. */
export const styleText = `
.prose > :first-child { margin-top: 0; } .prose > :last-child { margin-bottom: 0; }
.prose { overflow-wrap: anywhere; }
.prose h1, .prose h2, .prose h3, .prose h4, .prose h5, .prose h6 { margin: 1.4em 0 .5em; } .prose h1 { font-size: 1.5rem; } .prose h2 { font-size: 1.22rem; padding-bottom: .25em; border-bottom: 1px solid var(--line); } .prose h3 { font-size: 1.05rem; } .prose h4, .prose h5, .prose h6 { font-size: 1rem; }
.prose p, .prose ul, .prose ol, .prose pre, .prose blockquote, .prose table, .prose details { margin: 0 0 .85em; }
.prose ul, .prose ol { padding-left: 1.6em; } .prose li { margin: .2em 0; } .prose li > ul, .prose li > ol { margin-bottom: 0; } .prose li:has(> input[type=checkbox]) { list-style: none; margin-left: -1.4em; }
.prose code { background: var(--grey-wash); border-radius: 5px; padding: .12em .35em; } .prose pre { background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; overflow-x: auto; } .prose pre code { background: none; padding: 0; overflow-wrap: normal; }
.prose blockquote { border-left: 3px solid var(--line-strong); padding-left: 1em; color: var(--soft); margin-left: 0; } .prose img { max-width: 100%; height: auto; }
.prose table { border-collapse: collapse; display: block; overflow-x: auto; max-width: 100%; } .prose th, .prose td { border: 1px solid var(--line); padding: .35rem .75rem; } .prose th { background: var(--sunken); text-align: left; }
.prose hr { border: 0; border-top: 1px solid var(--line); margin: 1.4em 0; } .prose summary { font-weight: 600; }
.commit-body { white-space: pre-wrap; overflow-wrap: anywhere; font-family: var(--mono); font-size: .87rem; margin: .6rem 0 0; }
.lines { border-collapse: collapse; width: 100%; font-family: var(--mono); font-size: .82rem; line-height: 1.55; tab-size: 4; }
.lines td { padding: 0 .8rem; white-space: pre; vertical-align: top; } .lines td.no { padding: 0 .6rem; text-align: right; color: var(--soft); user-select: none; width: 1%; min-width: 2.8rem; }
.lines td.no a { color: inherit; text-decoration: none; } .lines tr:target td { background: var(--amber-wash); }
.diff { margin-bottom: 1rem; overflow: clip; }
.diff > summary { padding: .6rem 1rem; display: flex; gap: .3rem .8rem; flex-wrap: wrap; align-items: center; list-style-position: inside; } .diff > summary .path { font-family: var(--mono); font-size: .85rem; font-weight: 600; overflow-wrap: anywhere; flex: 1; min-width: 10rem; }
.diff[open] > summary { border-bottom: 1px solid var(--line); } .diff > summary::before { content: "▸" / ""; color: var(--soft); } .diff[open] > summary::before { content: "▾" / ""; }
.diff > summary::-webkit-details-marker { display: none; }
.diff .lines td.mark { padding: 0 0 0 .5rem; width: 1%; user-select: none; font-weight: 700; } .diff .lines tr.add td { background: var(--added); } .diff .lines tr.del td { background: var(--removed); }
.diff .lines tr.add td.no { background: var(--added-edge); color: var(--ink); } .diff .lines tr.del td.no { background: var(--removed-edge); color: var(--ink); } .diff .lines tr.add td.mark { color: var(--green); } .diff .lines tr.del td.mark { color: var(--red); }
.diff .lines tr.hunk td { background: var(--accent-wash); color: var(--soft); padding-top: .2rem; padding-bottom: .2rem; }
.plus { color: var(--green); font-weight: 600; } .minus { color: var(--red); font-weight: 600; } .plusminus { font-family: var(--mono); font-size: .82rem; white-space: nowrap; }
.timeline { position: relative; } .timeline > * { position: relative; }
.timeline::before { content: ""; position: absolute; left: 1.45rem; top: 0; bottom: 0; width: 2px; background: var(--line); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; margin: 0 0 1.1rem; box-shadow: var(--shadow); } .card:target { border-color: var(--accent); }
.card > header { display: flex; gap: .3rem .55rem; align-items: center; flex-wrap: wrap; padding: .55rem 1rem; border-bottom: 1px solid var(--line); background: var(--sunken); border-radius: 11px 11px 0 0; color: var(--soft); font-size: .9rem; } .card > header strong { color: var(--ink); }
.card > .box-body { min-height: 3rem; }
.card, .thread-head { position: relative; }
.editor > summary { position: absolute; top: .55rem; right: .6rem; list-style: none; color: var(--soft); font-size: .87rem; padding: .1rem .5rem; border-radius: 7px; } .editor > summary::-webkit-details-marker { display: none; } .editor > summary:hover, .editor[open] > summary { color: var(--ink); background: var(--grey-wash); }
.card .editor[open] { padding: .9rem 1rem; border-top: 1px solid var(--line); } .card > header { padding-right: 5rem; } .thread-head .editor > summary { top: .2rem; right: 0; } .thread-head h1 { padding-right: 4.5rem; } .thread-head .editor[open] { margin-top: 1rem; }
.quiet-link { color: inherit; text-decoration: none; } .quiet-link:hover { color: var(--accent); text-decoration: underline; }
.diff .foot { padding: .45rem 1rem; margin: 0; border-top: 1px solid var(--line); }
.event { display: flex; gap: .7rem; align-items: flex-start; padding: 0 .25rem 0 .6rem; margin-bottom: 1.1rem; color: var(--soft); font-size: .92rem; }
.event > .spot { flex: none; width: 1.75rem; height: 1.75rem; border-radius: 50%; border: 2px solid var(--paper); background: var(--grey-wash); color: var(--grey); display: grid; place-items: center; } .event > .spot .icon { width: 14px; height: 14px; }
.event > .spot.merged { background: var(--purple); color: var(--surface); } .event > .spot.closed { background: var(--red); color: var(--surface); } .event > .spot.open { background: var(--green); color: var(--surface); } .event > .spot.completed { background: var(--purple); color: var(--surface); }
.event > div { min-width: 0; padding-top: .1rem; flex: 1; } .event strong, .event .subject { color: var(--ink); } .event .subject { text-decoration: none; } .event .subject:hover { text-decoration: underline; }
.event.commit > div { display: flex; gap: .2rem .8rem; flex-wrap: wrap; justify-content: space-between; }
.merge-box { border-width: 1px; } .merge-box.can { border-color: var(--green); } .merge-box.done { border-color: var(--purple); } .merge-box.cannot { border-color: var(--line-strong); }
.merge-box > section { padding: .9rem 1rem; border-top: 1px solid var(--line); display: flex; gap: .8rem; } .merge-box > section:first-child { border-top: 0; } .merge-box > section > div { min-width: 0; flex: 1; } .merge-box > section > .icon { margin-top: .25rem; } .merge-box h3 { margin-bottom: .15rem; } .merge-box p { margin-bottom: 0; }
.checks { list-style: none; padding: 0; margin: .6rem 0 0; } .checks > li { padding: .4rem 0; display: flex; gap: .6rem; align-items: flex-start; } .checks > li > div { min-width: 0; flex: 1; } .checks .icon { margin-top: .25rem; }
.subtabs { display: flex; gap: .3rem; margin: 0 0 1.25rem; overflow-x: auto; scrollbar-width: none; border-bottom: 1px solid var(--line); } .subtabs a { padding: .5rem .75rem; color: var(--soft); text-decoration: none; white-space: nowrap; border-bottom: 2px solid transparent; margin-bottom: -1px; } .subtabs a:hover { color: var(--ink); } .subtabs a[aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); } .subtabs a:focus-visible { outline-offset: -3px; }
.thread-head { margin-bottom: 1.1rem; } .thread-head h1 { overflow-wrap: anywhere; font-weight: 600; } .thread-head h1 .soft { font-weight: 400; } .thread-head .line { display: flex; gap: .5rem .7rem; flex-wrap: wrap; align-items: center; color: var(--soft); margin-top: .55rem; } .thread-head .line strong { color: var(--ink); }
.thread-head .line > span:last-child { min-width: 0; flex: 1 1 16rem; }
.release-title { font-size: 1.45rem; }
.files > li { padding: .42rem 1rem; } .files .icon { color: var(--accent); } .files .name { flex: 0 1 16rem; min-width: 8rem; color: var(--ink); text-decoration: none; overflow-wrap: anywhere; } .files .name:hover { color: var(--accent); text-decoration: underline; }
.files .message { flex: 1 1 0; min-width: 0; color: var(--soft); text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .9rem; } .files .message:hover { color: var(--accent); text-decoration: underline; }
@media (max-width: 640px) { .files .message { display: none; } .files .name { flex: 1; } .timeline::before { left: 1.1rem; } .event { padding-left: .25rem; } .diff .lines td.no:first-child { display: none; } .lines td { padding-right: .5rem; } }
`
