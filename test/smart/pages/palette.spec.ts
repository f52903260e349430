/** The brand's colours on the pages and in the style of apps. */
import { expect } from 'chai'
import fc from 'fast-check'
import { contrast, darkPalette, palette } from '../../../src/smart/pages/palette.ts'
import { smartStyle } from '../../../src/smart/pages/smart-style.ts'
import { styleSheet } from '../../../src/smart/pages/style.ts'
import { brand } from './sample.ts'

const color = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`)
const colors = fc.record({ primary: color, onPrimary: color, background: color, text: color })

describe('the colours of a brand', () => {
  it('have the contrast that the guidelines compute', () => {
    expect(contrast('#000000', '#ffffff')).to.be.closeTo(21, 0.001)
    expect(contrast('#777777', '#ffffff')).to.be.closeTo(4.48, 0.01)
    expect(contrast('#123456', '#123456')).to.equal(1)
  })

  it('are kept as they are where they can be read', () => {
    expect(palette(brand)).to.include({ ...brand.colors, link: brand.colors.primary })
  })

  it('are dark for who has a dark screen, with the primary colour of the brand', () => {
    const dark = darkPalette(brand)
    expect(contrast(dark.background, '#000000')).to.be.below(2)
    expect(dark.primary).to.equal(brand.colors.primary)
    expect(styleSheet(brand)).to.include(`@media (prefers-color-scheme: dark) { :root { --primary: ${dark.primary}`)
    const night = { ...brand.colors, background: '#101820', text: '#f0f0f0' }
    expect(darkPalette({ colors: night }), 'what is dark already').to.deep.equal(palette({ colors: night }))
  })

  for (const [scheme, make] of Object.entries({ light: palette, dark: darkPalette }))
    it(`can be read on each other, whatever is configured, by ${scheme}`, () => {
      fc.assert(
        fc.property(colors, (configured) => {
          const each = make({ colors: configured })
          expect(contrast(each.onPrimary, each.primary)).to.be.at.least(4.5)
          for (const name of ['text', 'muted', 'link', 'error', 'success'] as const) {
            expect(contrast(each[name], each.background), `${name} on the sheet`).to.be.at.least(4.5)
            expect(contrast(each[name], each.backdrop), `${name} behind the sheet`).to.be.at.least(4.5)
          }
        }),
        { numRuns: 3000 },
      )
    })

  it('bring nothing but colours into the style sheet', () => {
    const hostile = '#fff; } </style><script>alert(1)</script>'
    const sheet = styleSheet({ colors: { primary: hostile, onPrimary: 'red', background: '#fff', text: 'url(x)' } })
    expect(sheet).to.not.match(/<|url\(|--\w+: (?!#[0-9a-f]{6}[; ])/)
    expect(sheet).to.include('--primary: #0b5c7a')
  })
})

describe('the style for apps', () => {
  it('has every member that SMART names, with colours and lengths as CSS has them', () => {
    const style = smartStyle(brand)
    expect(style).to.include({ color_highlight: '#0b5c7a', color_background: '#ffffff', color_text: '#1d2b33' })
    const names = 'color_background color_error color_highlight color_modal_backdrop color_success color_text'
    const rest = 'dim_border_radius dim_font_size dim_spacing_size font_family_body font_family_heading'
    expect(Object.keys(style)).to.deep.equal(`${names} ${rest}`.split(' '))
    for (const [name, value] of Object.entries(style)) {
      if (name.startsWith('color_')) expect(value, name).to.match(/^#[0-9a-f]{6}$/)
      if (name.startsWith('dim_')) expect(value, name).to.match(/^\d+px$/)
    }
  })
})
