/** The brand -> the style that an app may take on within it. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#styling */
import type { BrandSettings } from '../settings.ts'
import { palette } from './palette.ts'

/** As SMART names them; colours `#rrggbb`, lengths in CSS units. */
export interface SmartStyle {
  readonly color_background: string
  readonly color_error: string
  readonly color_highlight: string
  readonly color_modal_backdrop: string
  readonly color_success: string
  readonly color_text: string
  readonly dim_border_radius: string
  readonly dim_font_size: string
  readonly dim_spacing_size: string
  readonly font_family_body: string
  readonly font_family_heading: string
}

/** The same on the pages and in `smart_style_url`. */
export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

/** The document behind `smart_style_url`. */
export function smartStyle(brand: BrandSettings): SmartStyle {
  const colors = palette(brand)
  return {
    color_background: colors.background,
    color_error: colors.error,
    color_highlight: colors.primary,
    color_modal_backdrop: colors.border,
    color_success: colors.success,
    color_text: colors.text,
    dim_border_radius: '8px',
    dim_font_size: '16px',
    dim_spacing_size: '16px',
    font_family_body: fontFamily,
    font_family_heading: fontFamily,
  }
}
