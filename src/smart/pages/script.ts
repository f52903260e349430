/** Ticks of a consent -> ticks of their parts, in the browser. Without it the form says the same, it is only less at hand. */

/** Its hash stands in the page's Content-Security-Policy. */
export const consentScript = `
(() => {
  const form = document.querySelector('form[data-form=consent]')
  const records = [...form.querySelectorAll('[data-record]')]
  const partsOf = (type) => records.filter((each) => each.dataset.partOf === type.id)
  const settle = (type) => {
    const parts = partsOf(type)
    if (parts.length === 0) return
    const ticked = parts.filter((part) => part.checked).length
    type.checked = ticked > 0
    type.indeterminate = ticked > 0 && ticked < parts.length
  }
  form.addEventListener('change', ({ target }) => {
    for (const part of partsOf(target)) part.checked = target.checked
    const type = document.getElementById(target.dataset.partOf)
    if (type) settle(type)
  })
  form.querySelectorAll('[data-tick]').forEach((button) => {
    button.hidden = false
    button.addEventListener('click', () => {
      for (const each of records) {
        each.checked = button.dataset.tick === 'all'
        each.indeterminate = false
      }
    })
  })
})()
`
