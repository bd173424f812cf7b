import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TrailForm, type TrailWish, trailForms } from '../../../../shared/contract/trail.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { showFailure } from '../../../ui/showFailure.ts'

interface Props {
  readonly wish: TrailWish
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The rows that are shown, as a file on the engine's machine. */
export function ExportTrail({ wish, onClose, onDone }: Props) {
  const client = useClient()
  const { folder } = useStudy()
  const { t } = useTranslation()
  const [as, setAs] = useState<TrailForm>('csv')
  // With the time: an export never takes the place of another.
  const [place, setPlace] = useState(
    () => `${folder}-trail-${new Date().toISOString().slice(0, 16).replace(':', '-')}`,
  )
  const file = `${place}.${as}`
  const written = useMutation({
    mutationFn: () => client.trail.export({ as, file, wish }),
    onSuccess: onDone,
    onError: showFailure,
  })
  return (
    <section className="card" aria-label={t('trail.exportTitle')}>
      <Stack gap="md">
        <Text fw={600}>{t('trail.exportTitle')}</Text>
        <Radio.Group value={as} onChange={(value) => setAs(value === 'json' ? 'json' : 'csv')}>
          <Stack gap={6}>
            {trailForms.map((form) => (
              <Radio
                key={form}
                value={form}
                label={t(`trail.form.${form}`)}
                description={t(`trail.formText.${form}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={t('trail.file')}
          value={place}
          rightSection={<span className="quiet">.{as}</span>}
          rightSectionWidth={56}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <Text className="quiet" fz="sm">
          {t('trail.exportText')}
        </Text>
        {written.data && (
          <Text data-testid="trail-exported">{t('trail.exported', { count: written.data.rows })}</Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('study.close')}
          </Button>
          <Button disabled={place.trim() === ''} loading={written.isPending} onClick={() => written.mutate()}>
            {t('trail.exportNow')}
          </Button>
        </Group>
      </Stack>
    </section>
  )
}
