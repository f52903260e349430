/** The brand's colours -> the style sheet of the pages: one sheet of paper, good at any width. https://www.w3.org/TR/WCAG22/ */
import type { BrandSettings } from '../settings.ts'
import { darkPalette, palette, type Palette } from './palette.ts'
import { fontFamily } from './smart-style.ts'

const properties = (colors: Palette): string =>
  Object.entries(colors)
    .map(([name, color]) => `--${name.toLowerCase()}: ${color}`)
    .join('; ')

const page = `
*, ::before, ::after { box-sizing: border-box }
html { color-scheme: light dark; scroll-padding-bottom: 11rem; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--backdrop); color: var(--text); font: 1rem/1.5 ${fontFamily}; overflow-wrap: break-word }
body > * { max-width: 44rem; margin: 0 auto; padding: 0 1.25rem }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .25rem 1.5rem; padding-block: .9rem }
.brand { display: flex; align-items: center; gap: .75rem; margin: 0; font-weight: 650; font-size: 1.125rem; color: var(--link) }
.brand img { display: block; height: 2.5rem; max-width: 11rem; object-fit: contain }
nav ul { display: flex; gap: .25rem; margin: 0 -.5rem; padding: 0; list-style: none }
nav a, nav span { display: block; padding: .6rem .5rem; min-height: 2.75rem; min-width: 2.75rem }
nav span { font-weight: 600 }
main { background: var(--background); border: 1px solid color-mix(in srgb, var(--border) 45%, transparent); border-top: 5px solid var(--primary); border-radius: .5rem; padding-block: 1.75rem 2rem; box-shadow: 0 1px 3px #0000001a }
h1 { margin: 0 0 .75rem; font-size: 1.7rem; line-height: 1.2; letter-spacing: -.01em; text-wrap: balance }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; line-height: 1.3 }
p { margin: 0 0 .75rem }
a { color: var(--link); text-underline-offset: .15em }
footer { padding-block: 1.25rem 2.5rem; color: var(--muted) }
footer a { display: inline-block; padding: .6rem 0 }
.muted, .about { color: var(--muted) }
.lead { font-size: 1.0625rem }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .25rem }
details { margin-top: 1.5rem }
summary { padding: .6rem 0; cursor: pointer }
pre { margin: 0; white-space: pre-wrap; font-size: .9rem }
`

const parts = `
dl { display: grid; gap: .35rem; margin: 1.25rem 0; padding: .9rem 1rem; background: var(--backdrop); border-radius: .4rem }
dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem }
dt { color: var(--muted) }
dd { margin: 0; font-weight: 600; min-width: 0 }
dd a { font-weight: 400 }
fieldset { min-width: 0; margin: 1.75rem 0 0; padding: 0; border: 0 }
legend { padding: 0; margin-bottom: .35rem; font-size: 1.15rem; font-weight: 650; line-height: 1.3 }
.choices { margin: .75rem 0 0; padding: 0; list-style: none; border-top: 1px solid color-mix(in srgb, var(--border) 45%, transparent) }
.choices > li { border-bottom: 1px solid color-mix(in srgb, var(--border) 45%, transparent) }
.choice { display: grid; grid-template-columns: 1.5rem 1fr; gap: 0 .85rem; align-items: start; padding: .7rem .5rem; min-height: 2.75rem; cursor: pointer; border-radius: .4rem }
.choice:hover { background: var(--backdrop) }
.choice input { width: 1.4rem; height: 1.4rem; margin: .05rem 0 0; accent-color: var(--link) }
.choice .name { font-weight: 600 }
.choice .name, .choice .about { display: block }
.choice .about { font-size: .95rem; line-height: 1.4 }
.parts { margin: 0 0 .9rem 2.85rem; padding-left: .5rem; border-left: 3px solid color-mix(in srgb, var(--link) 35%, transparent) }
.parts legend { margin: 0; padding: .25rem .5rem 0; font-size: .95rem; color: var(--muted); font-weight: 400 }
.parts .choice .name { font-weight: 500 }
.parts .choice { padding-block: .5rem }
.parts p { margin: .25rem .5rem 0; font-size: .9rem }
.tools { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem }
.facts { margin: 0; padding-left: 1.25rem }
.field { margin-top: 1rem }
.field label { display: block; font-weight: 600 }
.field .about { margin: 0; font-size: .95rem }
.field input { width: 100%; min-height: 2.9rem; margin-top: .3rem; padding: .5rem .75rem; border: 1px solid var(--border); border-radius: .4rem; background: var(--background); color: inherit; font: inherit }
.field input[aria-invalid=true] { border: 2px solid var(--error) }
.problem { margin: 1rem 0 0; padding: .75rem 1rem; border-left: 5px solid var(--error); background: var(--backdrop); color: var(--error); font-weight: 600 }
.status { margin: 1.5rem 0 0; padding: .75rem 1rem; border-left: 5px solid var(--link); background: var(--backdrop) }
.bar { position: sticky; bottom: 0; margin: 1.75rem -1.25rem -2rem; padding: .9rem 1.25rem 1.1rem; background: var(--background); border-top: 1px solid color-mix(in srgb, var(--border) 45%, transparent); border-radius: 0 0 .5rem .5rem }
.end { margin-top: 1.75rem }
.summary { margin: 0 0 .75rem; line-height: 1.4 }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem }
button { min-height: 2.9rem; padding: .55rem 1.5rem; border: 2px solid var(--link); border-radius: .4rem; background: var(--background); color: var(--link); font: inherit; font-weight: 650; cursor: pointer }
button.primary { border-color: var(--primary); background: var(--primary); color: var(--onprimary) }
button:hover { text-decoration: underline; text-underline-offset: .15em }
.tools button { min-height: 2.75rem; padding: .3rem 1rem; border-width: 1px; font-weight: 500; font-size: .95rem }
[hidden] { display: none }
@media (max-width: 34rem) {
  body > * { padding-inline: 1rem }
  main { border-inline: 0; border-radius: 0; padding-block: 1.4rem 1.75rem }
  h1 { font-size: 1.45rem }
  dl > div { grid-template-columns: 1fr }
  .parts { margin-left: 1rem }
  .bar { margin-inline: -1rem; margin-bottom: -1.75rem; padding-inline: 1rem; padding-bottom: .9rem; border-radius: 0 }
  .summary { font-size: .95rem }
  .buttons button { flex: 1 1 8rem; padding-inline: .75rem }
}
@media (max-height: 30rem) { .bar { position: static } }
@media (prefers-color-scheme: dark) { .brand img { padding: .3rem; background: #fff; border-radius: .4rem } }
@media (forced-colors: active) { main, .choices > li { border-color: CanvasText } }
@media (prefers-reduced-motion: no-preference) { .choice, button { transition: background-color .12s } }
@media print { .bar { position: static } .buttons, .tools, nav { display: none } }
`

/** Its hash stands in the page's Content-Security-Policy. Nothing of the settings but checked colours goes into it. */
export const styleSheet = (brand: Pick<BrandSettings, 'colors'>): string =>
  `:root { ${properties(palette(brand))} }
@media (prefers-color-scheme: dark) { :root { ${properties(darkPalette(brand))} } }${page}${parts}`
