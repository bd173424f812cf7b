import { Radio, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { moment } from '../../../ui/shown.ts'
import { eveningAfter, type When, type WhenKind } from './when.ts'

/** When a round may start, and that LoCo Studio has to be open then. */
export function WhenChoice({ when, onChange }: { when: When; onChange: (when: When) => void }) {
  const { t } = useTranslation()
  const evening = moment(eveningAfter(new Date()).toISOString())
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('train.plan.when')}
        value={when.kind}
        onChange={(kind) => onChange({ ...when, kind: kind as WhenKind })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="next" label={t('train.plan.next')} />
          <Radio value="evening" label={t('train.plan.evening', { time: evening })} />
          <Radio value="at" label={t('train.plan.at')} />
        </Stack>
      </Radio.Group>
      <TextInput
        type="datetime-local"
        aria-label={t('train.plan.at')}
        value={when.at}
        onChange={(event) => onChange({ kind: 'at', at: event.currentTarget.value })}
      />
      <Text className="quiet" fz="sm">
        {t('train.plan.mustBeOpen')}
      </Text>
    </Stack>
  )
}
