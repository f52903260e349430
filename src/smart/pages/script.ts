/** Ticks of a consent -> ticks of their parts, and what they come to in words, in the browser. Without it the form says the same, it is only less at hand. */

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
  const summary = document.getElementById('summary')
  const offline = document.getElementById('offline')
  const types = records.filter((each) => !each.dataset.partOf)
  const nameOf = ({ id }) => document.getElementById(id + '-name').textContent.trim()
  const listOf = (ticked) => {
    const names = ticked.slice(0, 5).map(nameOf)
    return [...names, ...(ticked.length > 5 ? [summary.dataset.more] : [])].join(', ')
  }
  const tell = () => {
    if (types.length === 0) return
    const ticked = types.filter((type) => type.checked)
    const isAll = records.every((each) => each.checked)
    const { all, some, none, kept, session } = summary.dataset
    const isKept = offline && offline.checked
    const what = isAll ? all : some + ' ' + listOf(ticked) + '.'
    const text = ticked.length === 0 ? none : what + ' ' + (isKept ? kept : session)
    if (offline) offline.disabled = ticked.length === 0
    if (summary.textContent !== text) summary.textContent = text
  }
  types.forEach(settle)
  tell()
  form.addEventListener('change', ({ target }) => {
    for (const part of partsOf(target)) part.checked = target.checked
    const type = document.getElementById(target.dataset.partOf)
    if (type) settle(type)
    tell()
  })
  form.querySelectorAll('[data-tick]').forEach((button) => {
    button.hidden = false
    button.addEventListener('click', () => {
      for (const each of records) {
        each.checked = button.dataset.tick === 'all'
        each.indeterminate = false
      }
      tell()
    })
  })
})()
`
