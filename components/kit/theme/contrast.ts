type Rgb = readonly [number, number, number]

const channels = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb

const hexOf = (rgb: readonly number[]): string => `#${rgb.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('')}`

/** `share` of the first colour over the second. */
export function mix(over: string, under: string, share: number): string {
  const [a, b] = [channels(over), channels(under)]
  return hexOf(a.map((c, i) => c * share + (b[i] ?? 0) * (1 - share)))
}

function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((c) => {
    const v = c / 255
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** The WCAG contrast of two opaque colours, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** The colour itself, or the nearest shade of it that can be read on every one of `grounds`. */
export function readable(color: string, grounds: readonly string[], towards: string, least = 4.6): string {
  for (let step = 0; step < 20; step++) {
    const shade = mix(towards, color, step / 20)
    if (grounds.every((ground) => contrast(shade, ground) >= least)) return shade
  }
  return towards
}

/** Black or white, whichever is read better on `ground`. */
export const inkOn = (ground: string): string => (contrast('#ffffff', ground) >= 4.5 ? '#ffffff' : '#0b1210')
