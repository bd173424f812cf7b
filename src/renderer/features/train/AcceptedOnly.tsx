import { Switch } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { useMe } from '../../api/useMe.ts'
import { showFailure } from '../../ui/showFailure.ts'
import type { Outlook } from './Outlook.ts'

/** Whether rounds learn from accepted labels alone, and how many that leaves; nothing where no reviewer has accepted any. */
export function AcceptedOnly({ plan: { accepted, acceptedOnly } }: { readonly plan: Outlook }) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const me = useMe()
  const { readOnly } = useStudy()
  /** What was switched and is not answered yet. */
  const [wished, setWished] = useState<boolean>()
  if (accepted === 0 && !acceptedOnly) return null
  const set = (only: boolean) => {
    setWished(only)
    client.study
      .learnAccepted({ only })
      .then(() => queries.invalidateQueries({ queryKey: ['outlook'] }))
      .catch(showFailure)
      .finally(() => setWished(undefined))
  }
  return (
    <Switch
      size="sm"
      label={t('work.acceptedOnly')}
      description={t('work.acceptedOnlyLeaves', { count: accepted })}
      disabled={readOnly !== null || !me.can('train')}
      checked={wished ?? acceptedOnly}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  )
}
