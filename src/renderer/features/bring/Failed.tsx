import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'

/** What went wrong, in one sentence. */
export function Failed({ message }: { message: string }) {
  return (
    <Alert color="orange" icon={<IconAlertTriangle size={18} />} mb="md" role="alert">
      {message}
    </Alert>
  )
}
