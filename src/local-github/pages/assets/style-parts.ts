/** Boxes, lists, buttons, forms, badges. */
export const styleParts = `
.box { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); margin-bottom: 1.25rem; }
.box > header, .box > .box-head { padding: .7rem 1rem; border-bottom: 1px solid var(--line); display: flex; align-items: center; justify-content: space-between; gap: .4rem 1rem; flex-wrap: wrap; }
.box > header:last-child { border-bottom: 0; }
.box-body { padding: 1rem; } .box-body > :last-child { margin-bottom: 0; }
.empty { padding: 2.4rem 1.25rem; text-align: center; color: var(--soft); } .empty h1, .empty h2, .empty h3 { color: var(--ink); margin-bottom: .35rem; } .empty p:last-child { margin: 0; }
.rows { list-style: none; margin: 0; padding: 0; }
.rows > li { padding: .7rem 1rem; border-top: 1px solid var(--line); display: flex; gap: .3rem .9rem; align-items: flex-start; }
.rows > li:first-child { border-top: 0; }
.rows .grow { flex: 1; min-width: 0; } .rows > li > .icon, .rows > li > span > .icon { margin-top: .2rem; }
.rows .aside { margin-left: auto; text-align: right; color: var(--soft); font-size: .87rem; }
.row-title { font-weight: 600; color: var(--ink); text-decoration: none; } .row-title:hover { color: var(--accent); text-decoration: underline; }
span.row-title .subject, .row-title .subject { color: inherit; text-decoration: none; } .row-title .subject:hover { color: var(--accent); text-decoration: underline; } .rows .aside a { color: inherit; text-decoration: none; } .rows .aside a:hover { color: var(--accent); text-decoration: underline; } .stats a[aria-current] { font-weight: 650; }
h1 + .box, h1 + p + .box { margin-top: 1rem; } h2 + p { margin-top: .3rem; } .box + h2 { margin-top: 1.6rem; }
.meta { color: var(--soft); font-size: .87rem; }
.cols { display: grid; grid-template-columns: minmax(0, 1fr) 17.5rem; gap: 1.75rem; align-items: start; }
.side > section { padding-bottom: 1rem; margin-bottom: 1rem; border-bottom: 1px solid var(--line); } .side > section:last-child { border: 0; }
.side h2, .side h3 { font-size: .87rem; color: var(--soft); font-weight: 600; margin-bottom: .45rem; }
.side p { margin-bottom: .4rem; }
.side ul { list-style: none; padding: 0; margin: 0; } .side li { margin-bottom: .35rem; } .side form li { display: flex; align-items: center; gap: .2rem; } .side form li .icon { width: 12px; height: 12px; }
.btn { display: inline-flex; align-items: center; justify-content: center; gap: .45rem; font: inherit; font-weight: 550; font-size: .93rem; line-height: 1.3; min-height: 2.3rem; padding: .4rem .9rem; border-radius: 8px; border: 1px solid var(--line-strong); background: var(--surface); color: var(--ink); cursor: pointer; text-decoration: none; }
.btn:hover { background: var(--sunken); }
.btn.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); } .btn.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
.btn.danger { color: var(--red); } .btn.quiet { border-color: transparent; background: none; color: var(--soft); padding: .25rem .5rem; min-height: 1.9rem; font-weight: 500; font-size: .87rem; } .btn.quiet:hover { background: var(--sunken); color: var(--ink); }
.btn.small { min-height: 1.9rem; padding: .2rem .65rem; font-size: .87rem; }
.actions { display: flex; gap: .6rem; flex-wrap: wrap; justify-content: flex-end; align-items: center; } .actions.start { justify-content: flex-start; }
label, .label-text { font-weight: 600; font-size: .9rem; display: block; margin-bottom: .3rem; }
input[type=text], textarea, select { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line-strong); border-radius: 8px; padding: .5rem .7rem; width: 100%; min-height: 2.4rem; }
textarea { min-height: 8rem; resize: vertical; line-height: 1.5; } textarea.tall { min-height: 16rem; }
textarea.code { font-family: var(--mono); font-size: .87rem; }
select { width: auto; max-width: 100%; }
.field { margin-bottom: .9rem; } .hint { color: var(--soft); font-size: .87rem; margin: .3rem 0 0; }
fieldset { border: 0; padding: 0; margin: 0 0 .9rem; min-width: 0; } legend { font-weight: 600; font-size: .9rem; padding: 0; margin-bottom: .35rem; }
.choice { display: flex; gap: .65rem; align-items: flex-start; border: 1px solid var(--line); border-radius: 9px; padding: .6rem .8rem; margin-bottom: .45rem; font-weight: 400; font-size: .95rem; cursor: pointer; }
.choice:hover { background: var(--sunken); } .choice:has(input:checked) { border-color: var(--accent); background: var(--accent-wash); }
.choice input { margin: .3rem 0 0; accent-color: var(--accent); } .choice strong { display: block; font-weight: 600; } .choice .meta { display: block; }
.state { display: inline-flex; align-items: center; gap: .4rem; border-radius: 99px; padding: .2rem .75rem; font-weight: 600; font-size: .87rem; white-space: nowrap; border: 1px solid transparent; }
.state.open, .badge.good { color: var(--green); background: var(--green-wash); } .state.merged, .state.completed { color: var(--purple); background: var(--purple-wash); }
.state.closed, .badge.bad { color: var(--red); background: var(--red-wash); } .state.grey { color: var(--grey); background: var(--grey-wash); }
.green { color: var(--green); } .purple { color: var(--purple); } .red { color: var(--red); } .amber { color: var(--amber); } .grey { color: var(--grey); }
.badge { display: inline-block; border-radius: 99px; padding: .02rem .6rem; font-size: .8rem; font-weight: 600; border: 1px solid var(--line); color: var(--soft); white-space: nowrap; vertical-align: .08em; }
.badge.good, .badge.bad { border-color: transparent; } .badge.warn { color: var(--amber); background: var(--amber-wash); border-color: transparent; }
.reactions { margin: 0; padding: 0 1rem .8rem; }
.tag-label { display: inline-flex; align-items: center; gap: .35rem; border: 1px solid var(--line); border-radius: 99px; padding: .02rem .6rem .02rem .5rem; font-size: .8rem; font-weight: 550; background: var(--surface); color: var(--ink); white-space: nowrap; max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
.tag-label svg circle { stroke: var(--line-strong); stroke-width: .5; }
.ref { font-family: var(--mono); font-size: .85em; background: var(--accent-wash); color: var(--accent); border-radius: 6px; padding: .12em .45em; text-decoration: none; overflow-wrap: anywhere; } a.ref:hover { text-decoration: underline; }
.sha { font-family: var(--mono); font-size: .85em; }
.avatar { display: inline-grid; place-items: center; width: 1.5rem; height: 1.5rem; border-radius: 50%; font-size: .68rem; font-weight: 700; flex: none; color: #fff; text-transform: uppercase; vertical-align: middle; margin-top: -.15em; } header > .avatar, summary > .avatar, button > .avatar { margin-top: 0; } .avatar.bot { border-radius: 6px; }
.tint-0 { background: #0b5f73; } .tint-1 { background: #7a3e9d; } .tint-2 { background: #9a4a16; } .tint-3 { background: #2e6b34; } .tint-4 { background: #a13455; } .tint-5 { background: #3c5aa8; }
.notice { border: 1px solid var(--line); border-left: 4px solid var(--accent); background: var(--surface); border-radius: 8px; padding: .8rem 1rem; margin-bottom: 1.25rem; } .notice > :last-child { margin-bottom: 0; } .notice.bad { border-left-color: var(--red); }
.clone { display: flex; gap: .5rem; align-items: center; } .clone code { flex: 1; background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; padding: .5rem .7rem; overflow-wrap: anywhere; user-select: all; min-width: 0; line-height: 1.45; }
details > summary { cursor: pointer; }
.fold > summary { color: var(--soft); } .fold > summary:hover { color: var(--ink); } .fold[open] > summary { margin-bottom: .7rem; }
dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.25rem; margin: 0; } dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } pre.block { margin: 0; padding: .9rem 1rem; overflow-x: auto; line-height: 1.5; }
table.list { border-collapse: collapse; width: 100%; } table.list th { text-align: left; font-size: .8rem; color: var(--soft); font-weight: 600; } table.list th, table.list td { padding: .6rem 1rem; border-top: 1px solid var(--line); vertical-align: top; } table.list thead th { border-top: 0; }
.pages { display: flex; justify-content: center; gap: .6rem; margin: 1rem 0; }
.stats { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; } .stats a { color: var(--ink); text-decoration: none; display: inline-flex; gap: .4rem; align-items: center; } .stats a:hover { color: var(--accent); } .stats .icon { color: var(--soft); }
.menu { position: relative; } .menu > summary { list-style: none; } .menu > summary::-webkit-details-marker { display: none; }
.menu .panel { position: absolute; z-index: 4; top: calc(100% + .3rem); left: 0; min-width: 15rem; max-width: 85vw; max-height: 24rem; overflow: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 8px 28px rgb(0 0 0 / .14); padding: .7rem .9rem; }
.menu .panel h3 { font-size: .8rem; color: var(--soft); margin: .2rem 0 .3rem; } .menu .panel ul { list-style: none; padding: 0; margin: 0 0 .7rem; } .menu .panel li a { display: block; padding: .25rem 0; font-family: var(--mono); font-size: .85rem; overflow-wrap: anywhere; } .menu .panel p { margin: 0; }
.title-row.bar { align-items: center; margin-bottom: .8rem; } h1.path { font-size: 1.05rem; font-weight: 400; overflow-wrap: anywhere; flex: 1; } .about { font-size: 1.05rem; margin-bottom: 1.1rem; } .spaced { margin-top: 1rem; } .picture { max-width: 100%; height: auto; }
.chooser { display: flex; gap: .8rem 1rem; flex-wrap: wrap; align-items: flex-end; } .inline { display: inline-flex; gap: .4rem; align-items: center; font-weight: 400; margin: 0 .6rem 0 0; } .title-line { display: flex; gap: .3rem .7rem; align-items: center; flex-wrap: wrap; margin-bottom: .3rem; } .release .stats { margin-bottom: 1rem; } .assets { border-top: 1px solid var(--line); padding-top: .8rem; margin-top: 1.2rem; color: var(--soft); } pre.block { background: var(--sunken); border-radius: 8px; } .box-body > h3 { margin-bottom: .5rem; }
@media (max-width: 860px) { .cols { grid-template-columns: minmax(0, 1fr); gap: 1rem; } }
@media (max-width: 640px) {
  .rows > li.stack { flex-direction: column; } .rows > li.stack .aside { margin-left: 0; text-align: left; }
  .btn { min-height: 2.6rem; } .actions .btn { flex: 1 1 auto; } input[type=text], textarea, select { font-size: 16px; }
  table.list, table.list tbody, table.list td { display: block; } table.list thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table.list tr { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .8rem; padding: .65rem 1rem; border-top: 1px solid var(--line); } table.list tbody tr:first-child { border-top: 0; } table.list td { padding: 0; border: 0; } table.list td:first-child { flex: 1; } table.list td:nth-child(3) { flex-basis: 60%; font-size: .87rem; order: 1; } table.list td:nth-child(4) { display: none; } table.list td:last-child { order: 2; margin-left: auto; }
  .cols.side-first .side { order: -1; } .cols.side-first .side > section { padding-bottom: .7rem; margin-bottom: .7rem; }
  dl.facts { grid-template-columns: minmax(0, 1fr); gap: 0; } dl.facts dd { margin-bottom: .5rem; }
}
`
