import type { TFunction } from 'i18next'
import { figure } from './shown.ts'

/** "41 px", and "3.2 mm" where a pixel's size is known. */
export function lengthText(t: TFunction, pixels: number, mmPerPixel: number | null): string {
  return mmPerPixel === null
    ? t('annotate.lengthPx', { value: Math.round(pixels) })
    : t('annotate.lengthMm', { value: (pixels * mmPerPixel).toFixed(1) })
}

export function areaText(t: TFunction, pixels: number, mmPerPixel: number | null): string {
  return mmPerPixel === null
    ? t('annotate.areaPx', { value: figure(Math.round(pixels)) })
    : t('annotate.areaMm', { value: (pixels * mmPerPixel ** 2).toFixed(1) })
}
