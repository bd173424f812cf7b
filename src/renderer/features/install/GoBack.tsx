import { Button, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'

/** One click back to the version before; where a study would be left behind, a second one brings its backup along. */
export function GoBack({ to }: { readonly to: string }) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const back = useMutation({
    mutationFn: (withBackups: boolean) => client.install.back({ withBackups }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['installation'] }),
  })
  if (!back.error)
    return (
      <Button variant="default" loading={back.isPending} onClick={() => back.mutate(false)}>
        {t('install.back', { version: to })}
      </Button>
    )
  const failure = failureFrom(back.error)
  return (
    <Stack gap={6} align="flex-end">
      <Text c="orange" fz="sm" role="alert">
        {failure.message}
      </Text>
      {failure.reason === 'earlierReadsNot' && (
        <Button variant="default" loading={back.isPending} onClick={() => back.mutate(true)}>
          {t('install.backWithBackups', { version: to })}
        </Button>
      )}
    </Stack>
  )
}
