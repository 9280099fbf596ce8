/** The component library's theme, derived from the tokens. */
import { theme as antd, type ThemeConfig } from 'antd'
import css from './tokens.css?raw'
import { tokensOf } from './tokens'

export type Density = 'compact' | 'standard' | 'relaxed'

const themes = { light: tokensOf(css, 'light'), dark: tokensOf(css, 'dark') }
const controls = { compact: 28, standard: 30, relaxed: 36 }

export function themeOf(dark: boolean, density: Density): ThemeConfig {
  const t = dark ? themes.dark : themes.light
  return {
    algorithm: dark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    hashed: false,
    token: {
      // Who wants less motion gets none: an end of a motion that never began is not waited for.
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      colorPrimary: t.br,
      colorLink: t.br,
      colorLinkHover: t['br-h'],
      colorSuccess: t['ok-s'],
      colorWarning: t['warn-s'],
      colorError: dark ? t.bad : t.bad,
      colorTextLightSolid: t['on-br'],
      colorBgLayout: t.bg,
      colorBgContainer: t.sf,
      colorBgElevated: t.sf,
      colorText: t.tx,
      colorTextSecondary: t.tx2,
      colorTextTertiary: t.tx3,
      colorTextDescription: t.tx3,
      colorTextPlaceholder: t.tx3,
      colorTextQuaternary: t.tx3,
      colorBorder: t.bd2,
      colorBorderSecondary: t.bd,
      colorSplit: t.bd,
      controlItemBgActive: t['br-bg'],
      controlItemBgHover: t.sf2,
      fontFamily: 'inherit',
      fontSize: 13,
      fontSizeLG: 14,
      fontSizeSM: 12,
      lineHeight: 20 / 13,
      borderRadius: 7,
      borderRadiusSM: 4,
      borderRadiusLG: 10,
      controlHeight: controls[density],
      controlHeightSM: 24,
      controlHeightLG: 36,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.2s',
      boxShadow: 'var(--float)',
      boxShadowSecondary: 'var(--float)',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        paddingInline: 12,
        colorPrimaryHover: t['br-h'],
        colorPrimaryActive: t['br-h'],
        primaryColor: t['on-br'],
      },
      Segmented: { trackBg: t.sf3, itemSelectedBg: t.sf, itemColor: t.tx2, itemSelectedColor: t.tx, trackPadding: 2 },
      Select: { optionSelectedBg: t['br-bg'], optionSelectedColor: t.br },
      Tooltip: { colorBgSpotlight: dark ? t.sf3 : t.tx, colorTextLightSolid: dark ? t.tx : '#ffffff' },
      Modal: { borderRadiusLG: 14 },
      Input: { activeShadow: 'none' },
      Form: { itemMarginBottom: 14, labelColor: t.tx2 },
      Drawer: { paddingLG: 16 },
      Checkbox: { colorBorder: t.control },
      Radio: { colorBorder: t.control },
    },
  }
}
