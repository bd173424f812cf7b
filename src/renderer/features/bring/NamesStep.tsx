import { Alert, Button, Collapse, Group, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BROWSE_WIDTH, BrowseButton } from '../../ui/BrowseButton.tsx'
import type { SurveyedProps } from './Draft.ts'
import { makesKey } from './draftSteps.ts'
import { Sheet } from './Sheet.tsx'

/** Step five: names in headers and folders, and texts in the pictures. */
export function NamesStep({ draft, change, survey }: SurveyedProps) {
  const { t } = useTranslation()
  const { pseudonyms, blankText } = draft
  const withText = survey.samples.filter(({ lines }) => lines > 0).length
  return (
    <Stack gap="lg">
      <section>
        <div className="section-name">{t('bring.namesTitle')}</div>
        {survey.identified ? (
          <Text mb="sm">{t('bring.identified')}</Text>
        ) : (
          <Switch
            label={t('bring.pseudonyms')}
            description={t('bring.pseudonymsText')}
            checked={pseudonyms}
            onChange={(event) => change({ pseudonyms: event.currentTarget.checked })}
          />
        )}
        {pseudonyms && <KeyFields draft={draft} change={change} survey={survey} />}
      </section>
      <section>
        <div className="section-name">{t('bring.textsTitle')}</div>
        {withText > 0 && !blankText && (
          <Alert color="orange" icon={<IconInfoCircle size={18} />} mb="sm" data-testid="text-found">
            {t('bring.textFound', { count: withText, all: survey.samples.length })}
          </Alert>
        )}
        <Switch
          mb="md"
          label={t('bring.blankText')}
          description={t('bring.blankTextText')}
          checked={blankText}
          onChange={(event) => change({ blankText: event.currentTarget.checked })}
        />
        <Sheet samples={survey.samples} blackened={blankText} />
      </section>
    </Stack>
  )
}

function KeyFields({ draft, change }: SurveyedProps) {
  const { t } = useTranslation()
  const [advanced, setAdvanced] = useState(draft.keyFile !== '')
  const { passphrase, repeated, keyFile } = draft
  const isMade = makesKey(draft)
  return (
    <Stack gap="sm" mt="sm">
      <Text className="quiet" fz="sm">
        {t(isMade ? 'bring.keyMade' : 'bring.keyThere')}
      </Text>
      <Group align="flex-start" gap="sm">
        <PasswordInput
          w={280}
          label={t('bring.passphrase')}
          description={t('bring.passphraseText')}
          inputWrapperOrder={['label', 'input', 'description']}
          autoComplete="off"
          value={passphrase}
          onChange={(event) => change({ passphrase: event.currentTarget.value })}
        />
        {isMade && (
          <PasswordInput
            w={280}
            label={t('bring.repeated')}
            autoComplete="off"
            value={repeated}
            onChange={(event) => change({ repeated: event.currentTarget.value })}
          />
        )}
      </Group>
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={advanced}
          onClick={() => setAdvanced((a) => !a)}
        >
          {t('bring.advanced')}
        </Button>
      </Group>
      <Collapse expanded={advanced}>
        <TextInput
          maw={568}
          label={t('bring.keyFile')}
          placeholder={t('bring.keyFileExample')}
          description={t('bring.keyFileText')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={keyFile}
          rightSectionWidth={BROWSE_WIDTH}
          rightSection={
            <BrowseButton
              choice="newFile"
              title={t('bring.keyFile')}
              start={keyFile}
              onChoose={(path) => change({ keyFile: path })}
            />
          }
          onChange={(event) => change({ keyFile: event.currentTarget.value })}
        />
      </Collapse>
    </Stack>
  )
}
