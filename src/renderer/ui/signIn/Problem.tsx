import { Alert } from '@mantine/core'

/** Why it did not work, if it did not. */
export function Problem({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null
  return (
    <Alert color="orange" p="sm" role="alert">
      {text}
    </Alert>
  )
}
