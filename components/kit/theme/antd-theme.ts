import { type MappingAlgorithm, type ThemeConfig, theme } from 'antd'
import { codeStack, fontStack, type Palette, paletteOf, type Scheme, type Strengths } from './palette'

const ramp = (name: 'Primary' | 'Success' | 'Warning' | 'Error' | 'Info', c: Strengths): Record<string, string> => ({
  [`color${name}`]: c.base,
  [`color${name}Bg`]: c.tint,
  [`color${name}BgHover`]: c.tintHover,
  [`color${name}BgActive`]: c.tintHover,
  [`color${name}BgFilledHover`]: c.tintHover,
  [`color${name}Border`]: c.edge,
  [`color${name}BorderHover`]: c.edgeHover,
  [`color${name}Hover`]: c.hover,
  [`color${name}Active`]: c.active,
  [`color${name}Text`]: c.base,
  [`color${name}TextHover`]: c.hover,
  [`color${name}TextActive`]: c.active,
})

/** Puts our palette over what antd derives, so that every pair of colours is one whose contrast we know. */
const painted =
  (p: Palette, scheme: Scheme): MappingAlgorithm =>
  (seed, derived) => ({
    ...(derived ?? (scheme === 'dark' ? theme.darkAlgorithm(seed) : theme.defaultAlgorithm(seed))),
    ...ramp('Primary', p.accent),
    ...ramp('Success', p.success),
    ...ramp('Warning', p.warning),
    ...ramp('Error', p.error),
    ...ramp('Info', p.info),
    colorLink: p.accent.base,
    colorLinkHover: p.accent.hover,
    colorLinkActive: p.accent.active,
    colorText: p.text,
    colorTextSecondary: p.textSecondary,
    colorTextTertiary: p.textTertiary,
    colorTextQuaternary: p.textDisabled,
    colorBgLayout: p.layout,
    colorBgContainer: p.container,
    colorBgElevated: p.elevated,
    colorBorder: p.border,
    colorBorderSecondary: p.line,
  })

/** The one theme of the console: palette, radius, control height, faces. */
export function antdTheme(scheme: Scheme, locale: 'zh' | 'en', accent?: string): ThemeConfig {
  const p = paletteOf(scheme, accent)
  return {
    zeroRuntime: true,
    hashed: false,
    cssVar: { key: 'rungs' },
    algorithm: [scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm, painted(p, scheme)],
    token: {
      colorPrimary: p.accent.base,
      borderRadius: 8,
      controlHeight: 36,
      controlHeightSM: 28,
      fontSize: 14,
      fontFamily: fontStack[locale],
      fontFamilyCode: codeStack,
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
      colorTextPlaceholder: p.textTertiary,
      colorTextDescription: p.textTertiary,
      colorTextHeading: p.text,
    },
    components: {
      Button: { primaryColor: p.accent.ink, dangerColor: p.error.ink, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Table: { headerBg: p.container, headerColor: p.textSecondary, rowHoverBg: p.fill, headerSplitColor: 'transparent' },
      Tooltip: { colorBgSpotlight: scheme === 'light' ? '#1f2826' : '#39423f' },
      Form: { itemMarginBottom: 24, verticalLabelPadding: '0 0 4px' },
    },
  }
}
