/** Values in templates and what becomes of them. */
import { expect } from 'chai'
import fc from 'fast-check'
import { html, safeUrl, trusted, type Html } from '../../../src/smart/pages/html.ts'

describe('a template of HTML', () => {
  it('escapes texts, in attributes too', () => {
    const name = `<img src=x onerror="alert('1')">&`
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;'
    expect(html`<p title="${name}">${name}</p>`.markup).to.equal(`<p title="${escaped}">${escaped}</p>`)
  })

  it('lets no text out of its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ' ', '=', '`', '/') }), (text) => {
        const { markup } = html`<p title="${text}">${[text]}</p>`
        expect(markup.match(/[<>"']/g)).to.deep.equal(['<', '"', '"', '>', '<', '>'])
      }),
    )
  })

  it('joins pieces, lists and numbers, and leaves out nothing', () => {
    const items = ['a', 'b'].map((text) => html`<i>${text}</i>`)
    expect(html`<b>${items}${false}${undefined}${3}</b>`.markup).to.equal('<b><i>a</i><i>b</i>3</b>')
    expect(html`${trusted('<b>')}`.markup).to.equal('<b>')
  })

  it('refuses a piece that no template made', () => {
    const forged = JSON.parse('{"markup":"<script>"}') as Html
    expect(() => html`<p>${forged}</p>`).to.throw(TypeError, 'This piece of HTML was not made by a template.')
  })
})

describe('an address in a link', () => {
  for (const address of ['https://a.example/x?y=1#z', 'http://localhost:3000/', '/realms/portal/account', '?lang=es'])
    it(`may be ${address}`, () => {
      expect(safeUrl(address)).to.equal(address)
    })

  const refused = ['javascript:alert(1)', 'JavaScript:alert(1)', ' javascript:x', 'java\tscript:x', 'data:text/html,x']
  for (const address of [...refused, '//evil.example', '/\\evil.example', '/\t/evil.example', 'https://', 'x', ''])
    it(`may not be ${JSON.stringify(address)}`, () => {
      expect(safeUrl(address)).to.equal(undefined)
    })
})
