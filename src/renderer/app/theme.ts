import { Alert, Badge, type CSSVariablesResolver, createTheme } from '@mantine/core'

/** Calm neutral greys, one teal accent; red and blue stay with malignant and benign. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', 'Noto Sans SC Variable', system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  primaryColor: 'teal',
  // The one on which white is read at 5 to 1.
  primaryShade: 8,
  autoContrast: true,
  defaultRadius: 'md',
  colors: {
    // Mantine's own, but the two darkest: white on one and the other on the second lightest are 4.5 to 1.
    teal: [
      '#e6fcf5',
      '#c3fae8',
      '#96f2d7',
      '#63e6be',
      '#38d9a9',
      '#20c997',
      '#12b886',
      '#0ca678',
      '#087f5b',
      '#066a4b',
    ],
    // As Mantine's, with a darkest that is read on the second lightest: badges are drawn so.
    yellow: [
      '#fff9db',
      '#fff3bf',
      '#ffec99',
      '#ffe066',
      '#ffd43b',
      '#fcc419',
      '#fab005',
      '#f59f00',
      '#f08c00',
      '#8a4b00',
    ],
    orange: [
      '#fff4e6',
      '#ffe8cc',
      '#ffd8a8',
      '#ffc078',
      '#ffa94d',
      '#ff922b',
      '#fd7e14',
      '#f76707',
      '#e8590c',
      '#933800',
    ],
    dark: [
      '#d5d7da',
      '#b3b6bb',
      '#8f939a',
      '#6b7078',
      '#43474e',
      '#34373d',
      '#25282d',
      '#1b1d21',
      '#151619',
      '#0f1012',
    ],
  },
  cursorType: 'pointer',
  components: {
    Badge: Badge.extend({ styles: { root: { textTransform: 'none', fontWeight: 600 } } }),
    Alert: Alert.extend({ defaultProps: { variant: 'outline' } }),
  },
})

/** Mantine's own quiet greys are too faint to read: ours take their place. */
export const cssVariables: CSSVariablesResolver = () => {
  const quiet = { '--mantine-color-placeholder': 'var(--quiet)', '--mantine-color-dimmed': 'var(--quiet)' }
  return { variables: {}, light: quiet, dark: quiet }
}
