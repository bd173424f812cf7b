import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import type { Mask } from '../../../shared/domain/mask.ts'
import { encodeMask } from '../../../shared/domain/rle.ts'
import type { Client } from '../../api/client.ts'
import { toBase64 } from '../../api/maskBytes.ts'
import { say } from '../say.ts'
import { showFailure } from '../showFailure.ts'

/** Rules a region of a frame out of learning, or the frame where there is none, and says so with a way back. */
export async function ruleOut(client: Client, frame: number, region: Mask | null): Promise<void> {
  try {
    const { id } = await client.vetoes.add({ frame, region: region && toBase64(encodeMask(region)) })
    const notice = `veto-${id}`
    const takeBack = () => {
      notifications.hide(notice)
      client.vetoes.takeBack({ veto: id }).catch(showFailure)
    }
    say(
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text fz="sm">{i18next.t('veto.done')}</Text>
        <Button size="compact-sm" variant="default" style={{ flex: 'none' }} onClick={takeBack}>
          {i18next.t('veto.undo')}
        </Button>
      </Group>,
      { id: notice, autoClose: 8000 },
    )
  } catch (error) {
    showFailure(error)
  }
}
