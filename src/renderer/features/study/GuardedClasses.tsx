import { Checkbox, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { useMe } from '../../api/useMe.ts'
import { showFailure } from '../../ui/showFailure.ts'

/** Classes that no examination is signed without a look at. */
export function GuardedClasses() {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const me = useMe()
  const { classes, guarded: kept, readOnly } = useStudy()
  /** What was chosen and is not answered yet. */
  const [wished, setWished] = useState<readonly number[]>()
  const guarded = wished ?? kept
  const choose = (value: number, isGuarded: boolean) => {
    const others = guarded.filter((one) => one !== value)
    const next = isGuarded ? [...others, value].sort((a, b) => a - b) : others
    setWished(next)
    client.study
      .guard({ classes: next })
      .then(() => queries.invalidateQueries({ queryKey: ['study'] }))
      .catch(showFailure)
      .finally(() => setWished(undefined))
  }
  return (
    <div style={{ marginTop: 16 }}>
      <Text fz="sm" fw={600}>
        {t('work.guarded')}
      </Text>
      <Text className="quiet" fz="sm">
        {t('work.guardedText')}
      </Text>
      <Group gap="lg" mt={8} style={{ rowGap: 6 }}>
        {classes.map(
          ({ name }, value) =>
            value > 0 && (
              <Checkbox
                key={name}
                size="sm"
                label={name}
                disabled={readOnly !== null || !me.can('arrange')}
                checked={guarded.includes(value)}
                onChange={(event) => choose(value, event.currentTarget.checked)}
              />
            ),
        )}
      </Group>
    </div>
  )
}
