import { inkOn, mix, readable } from './contrast'

export type Scheme = 'light' | 'dark'

/** The accent of a merchant who has chosen no colour. */
export const houseAccent = '#0b7a6b'

const surfaces = {
  light: { layout: '#f5f7f6', container: '#ffffff', elevated: '#ffffff', text: '#19211f', strong: '#000000' },
  dark: { layout: '#0f1413', container: '#171d1b', elevated: '#1f2624', text: '#e6ebe9', strong: '#ffffff' },
} as const

const statusSeeds = { success: '#1a7f37', warning: '#9a6200', error: '#c8232c', info: '#0b66c3' } as const

/** One colour in the strengths that a control needs. */
const strengths = (color: string, scheme: Scheme) => {
  const { container, strong } = surfaces[scheme]
  return {
    base: color,
    ink: inkOn(color),
    tint: mix(color, container, scheme === 'light' ? 0.08 : 0.16),
    tintHover: mix(color, container, scheme === 'light' ? 0.14 : 0.24),
    edge: mix(color, container, 0.4),
    edgeHover: mix(color, container, 0.6),
    hover: mix(strong, color, 0.14),
    active: mix(scheme === 'light' ? '#000000' : '#ffffff', color, 0.26),
  }
}
export type Strengths = ReturnType<typeof strengths>

/** Every colour of the console, for one scheme and one accent. The one place where colours are written. */
export function paletteOf(scheme: Scheme, accent: string = houseAccent) {
  const s = surfaces[scheme]
  // Text in the accent stands on its own tint too, which is a little darker than the page.
  const grounds = [s.container, s.layout, s.elevated, mix(accent, s.container, scheme === 'light' ? 0.14 : 0.24)]
  const fit = (color: string) => strengths(readable(color, grounds, s.strong), scheme)
  return {
    ...s,
    textSecondary: mix(s.text, s.container, 0.76),
    textTertiary: mix(s.text, s.layout, 0.66),
    textDisabled: mix(s.text, s.container, 0.4),
    border: mix(s.text, s.container, scheme === 'light' ? 0.24 : 0.28),
    line: mix(s.text, s.container, scheme === 'light' ? 0.1 : 0.14),
    fill: mix(s.text, s.container, scheme === 'light' ? 0.05 : 0.08),
    accent: fit(accent),
    success: fit(statusSeeds.success),
    warning: fit(statusSeeds.warning),
    error: fit(statusSeeds.error),
    info: fit(statusSeeds.info),
  }
}
export type Palette = ReturnType<typeof paletteOf>

/** Faces with Chinese glyphs come first on Chinese pages, so that one line is drawn by one face. */
const cjk = '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"'
const latin = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial'
export const fontStack = { zh: `${cjk}, ${latin}, sans-serif`, en: `${latin}, ${cjk}, sans-serif` } as const
export const codeStack = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace'

/** The colours as custom properties, so that a plain page and the first paint need no script. */
export function paletteCss(accent?: string): string {
  const block = (scheme: Scheme) => {
    const p = paletteOf(scheme, accent)
    const flat: Record<string, string> = {
      layout: p.layout,
      container: p.container,
      elevated: p.elevated,
      text: p.text,
      'text-2': p.textSecondary,
      'text-3': p.textTertiary,
      border: p.border,
      line: p.line,
      fill: p.fill,
    }
    for (const name of ['accent', 'success', 'warning', 'error', 'info'] as const) {
      flat[name] = p[name].base
      flat[`${name}-ink`] = p[name].ink
      flat[`${name}-tint`] = p[name].tint
      flat[`${name}-hover`] = p[name].hover
      flat[`${name}-edge`] = p[name].edge
    }
    return Object.entries(flat)
      .map(([name, value]) => `--r-${name}:${value}`)
      .join(';')
  }
  return `:root{color-scheme:light;${block('light')}}:root[data-theme=dark]{color-scheme:dark;${block('dark')}}`
}
