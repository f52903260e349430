/** The brand's colours -> colours that can be read on each other. https://www.w3.org/TR/WCAG22/#contrast-minimum */
import type { BrandSettings } from '../settings.ts'

/** Each `#rrggbb`. */
export interface Palette {
  readonly primary: string
  readonly onPrimary: string
  readonly background: string
  readonly text: string
  /** Behind the page's sheet. */
  readonly backdrop: string
  readonly border: string
  /** Text of less weight. */
  readonly muted: string
  readonly link: string
  readonly error: string
  readonly success: string
}

type Channels = readonly [red: number, green: number, blue: number]

const hex = /^#[0-9a-f]{6}$/i
const fallback = { primary: '#0b5c7a', onPrimary: '#ffffff', background: '#ffffff', text: '#1d2b33' } as const

const channelsOf = (color: string): Channels => [
  Number.parseInt(color.slice(1, 3), 16),
  Number.parseInt(color.slice(3, 5), 16),
  Number.parseInt(color.slice(5, 7), 16),
]

const linear = (channel: number): number =>
  channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4

function luminance(color: string): number {
  const [red, green, blue] = channelsOf(color)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** From 1 for two equal colours to 21 for black on white. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const readable = (color: string, ...grounds: readonly string[]): boolean =>
  grounds.every((ground) => contrast(color, ground) >= 4.5)

/** `share` of `color` on `ground`. */
function mix(color: string, ground: string, share: number): string {
  const grounds = channelsOf(ground)
  const mixed = channelsOf(color).map((channel, index) => channel * share + (grounds[index] ?? 0) * (1 - share))
  return `#${mixed.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}

/** The first that can be read on all the grounds, or else black or white. */
const firstReadable = (colors: readonly string[], ...grounds: readonly string[]): string =>
  [...colors, '#000000'].find((color) => readable(color, ...grounds)) ?? '#ffffff'

type Colors = BrandSettings['colors']

const validColor = (colors: Colors, name: keyof Colors): string =>
  hex.test(colors[name]) ? colors[name].toLowerCase() : fallback[name]

const dark = { background: '#15191d', text: '#e8ecef' } as const

/** For people whose screens are dark: the brand's own colour on a dark ground. A brand that is dark already stays as it is. */
export function darkPalette({ colors }: Pick<BrandSettings, 'colors'>): Palette {
  const [primary, own] = [validColor(colors, 'primary'), validColor(colors, 'background')]
  if (luminance(own) < 0.2) return palette({ colors })
  const made = palette({ colors: { ...colors, ...dark } })
  const lighter = [0.8, 0.6, 0.4, 0.2].map((share) => mix(primary, '#ffffff', share))
  return { ...made, link: firstReadable([primary, ...lighter, dark.text], made.background, made.backdrop) }
}

/** Colours that are none, and pairs that cannot be read, give way to others. */
export function palette({ colors }: Pick<BrandSettings, 'colors'>): Palette {
  const valid = (name: keyof Colors): string => validColor(colors, name)
  const [primary, background] = [valid('primary'), valid('background')]
  const text = firstReadable([valid('text'), fallback.text], background)
  // Of grounds of middling brightness even a little less may be too little.
  const backdrop = [mix(text, background, 0.05)].find((color) => readable(text, color)) ?? background
  return {
    primary,
    onPrimary: firstReadable([valid('onPrimary')], primary),
    background,
    text,
    backdrop,
    border: mix(text, background, 0.55),
    muted: firstReadable([mix(text, background, 0.78), text], background, backdrop),
    link: firstReadable([primary, text], background, backdrop),
    error: firstReadable(['#a4161a', '#ffb4ab', text], background, backdrop),
    success: firstReadable(['#1c6b3c', '#8fd6a8', text], background, backdrop),
  }
}
