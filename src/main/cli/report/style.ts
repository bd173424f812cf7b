/**
 * Series colours are Okabe and Ito's, told apart with any colour vision, darkened for light paper and lightened for dark;
 * dashes tell them apart once more.
 */
const LIGHT = ['#3d4754', '#0068a8', '#c75300', '#00805d', '#a84f86', '#2b86b8', '#8f6a00', '#6c5ce0']
const DARK = ['#c3ccd8', '#56b4e9', '#ff8a4c', '#2cc99a', '#e49bc8', '#9fd8f7', '#f0b429', '#a99bff']

/** Of each series, by its number modulo how many there are. */
export const SERIES = LIGHT.length

const variables = (colours: readonly string[]) => colours.map((colour, i) => `--s${i}: ${colour}`).join('; ')

/** Everything that a report's page looks like. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #566373; --line: #d9dee5; --ground: #fff; --raised: #f5f7f9; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --quiet: #9eaaba; --line: #333d4a; --ground: #151a21; --raised: #1c232c; ${variables(DARK)} } }
* { box-sizing: border-box }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); max-width: 2240px; margin: 0 auto; padding: 32px clamp(16px, 3vw, 48px) 64px }
h1 { font-size: 24px; margin: 0 } h2 { font-size: 18px; margin: 44px 0 8px; scroll-margin-top: 12px } h3 { font-size: 14px; font-weight: 600; margin: 20px 0 8px }
section { display: flex; flex-wrap: wrap; column-gap: 56px; align-items: flex-start } section > * { flex: 1 0 100%; min-width: 0 } section > .block { flex: 0 1 auto; max-width: 100% }
p { max-width: 88ch; margin: 8px 0 } section > p { max-width: none; padding-right: max(0px, 100% - 88ch) } ul { columns: 56ch; column-gap: 40px; margin: 12px 0; padding-left: 20px } li { break-inside: avoid }
.lead, section > p, figcaption, .legend, th, small, .feet { color: var(--quiet) }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 14px; font-size: 13.5px } a { color: var(--s1) }
.wide { overflow-x: auto; margin: 12px 0 } table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px }
th { font-weight: 500; text-align: right; vertical-align: bottom } td { text-align: right; vertical-align: top }
th, td { padding: 6px 0 6px 18px; border-bottom: 1px solid var(--line); white-space: nowrap } thead tr:last-child th { white-space: normal; min-width: 5ch }
th:first-child, td:first-child { text-align: left; padding-left: 0; position: sticky; left: 0; background: var(--ground); z-index: 1 }
.groups th { text-align: left; color: var(--ink); font-weight: 600; border: 0; padding-bottom: 0 } .begins, .groups th + th { padding-left: 34px }
small { display: block; font-size: 11.5px; line-height: 1.35 } b { font-weight: 700 } u { text-underline-offset: 3px; text-decoration-thickness: 1.5px }
.elsewhere td { color: var(--quiet); font-style: italic }
.row { display: flex; flex-wrap: wrap; gap: 20px 24px; margin: 10px 0 } figure { margin: 0; flex: 0 0 auto } figcaption { font-size: 13px; margin-bottom: 4px }
svg { display: block; width: 400px; max-width: 100% } svg.square { width: 240px; border: 1px solid var(--line); border-radius: 4px }
svg text { font: 11px system-ui, sans-serif; fill: var(--quiet) } .grid { stroke: var(--line) }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13px; max-width: 100% } figure .legend { max-width: 400px; margin-top: 2px }
.legend span { display: inline-flex; align-items: center; gap: 6px } .legend svg { width: 26px; height: 10px; flex: none } .legend i { border: .5px solid var(--quiet); width: 10px; height: 10px; border-radius: 50%; flex: none }
table.pictures td, table.pictures th { border: 0; padding: 0 10px 10px 0; text-align: left; position: static } table.pictures th { padding-bottom: 4px; font-size: 13px; white-space: nowrap }
table.pictures td:first-child { position: sticky; padding-right: 12px; max-width: 150px; white-space: normal; overflow-wrap: anywhere; font-size: 13px; color: var(--quiet) }
img { display: block; width: 180px; border-radius: 4px }
`
