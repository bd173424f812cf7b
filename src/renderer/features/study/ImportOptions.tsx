import { Checkbox, Group, NumberInput, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface ImportSettings {
  readonly layout: string
  readonly pattern: string
  readonly hideNames: boolean
  readonly keyFile: string
  readonly passphrase: string
  readonly text: boolean
  readonly every: number
}

export const settingsAtFirst: ImportSettings = {
  layout: 'auto',
  pattern: '',
  hideNames: false,
  keyFile: '',
  passphrase: '',
  text: true,
  every: 1,
}

/** Whether the text is a pattern that the engine takes. */
export function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') !== undefined
  } catch {
    return false
  }
}

const LAYOUTS = ['auto', 'folder', 'pairs', 'fahsyu', 'coco', 'cvat', 'labelme', 'dicom', 'video'] as const

interface Props {
  readonly settings: ImportSettings
  readonly onChange: (part: Partial<ImportSettings>) => void
}

/** How the files are read, who the patient is, and whether names are kept out. */
export function ImportOptions({ settings, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <Select
          label={t('study.layout')}
          data={LAYOUTS.map((value) => ({ value, label: t(`study.layouts.${value}`) }))}
          allowDeselect={false}
          value={settings.layout}
          onChange={(layout) => onChange({ layout: layout ?? 'auto' })}
        />
        <TextInput
          label={t('study.pattern')}
          placeholder={t('study.patternExample')}
          description={t('study.patternText')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={settings.pattern}
          error={isPattern(settings.pattern) ? undefined : t('study.noPattern')}
          onChange={(event) => onChange({ pattern: event.currentTarget.value })}
        />
        <NumberInput
          label={t('study.every')}
          min={1}
          max={10_000}
          value={settings.every}
          onChange={(every) => onChange({ every: Number(every) || 1 })}
        />
      </Group>
      <Checkbox
        label={t('study.hideNames')}
        description={t('study.hideNamesText')}
        checked={settings.hideNames}
        onChange={(event) => onChange({ hideNames: event.currentTarget.checked })}
      />
      {settings.hideNames && (
        <>
          <Group grow align="flex-start">
            <TextInput
              label={t('study.keyFile')}
              placeholder={t('study.keyFileExample')}
              description={t('study.keyFileText')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={settings.keyFile}
              onChange={(event) => onChange({ keyFile: event.currentTarget.value })}
            />
            <PasswordInput
              label={t('study.passphrase')}
              description={t('study.passphraseText')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={settings.passphrase}
              onChange={(event) => onChange({ passphrase: event.currentTarget.value })}
            />
          </Group>
          <Checkbox
            label={t('study.blankText')}
            checked={settings.text}
            onChange={(event) => onChange({ text: event.currentTarget.checked })}
          />
          <Text className="quiet" fz="xs">
            {t('study.blankTextNote')}
          </Text>
        </>
      )}
    </Stack>
  )
}
