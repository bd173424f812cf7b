import { Text } from '@mantine/core'
import { IconPhotoDown } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { say } from '../../ui/say.ts'

/** Lets folders and files be dropped anywhere on the window; in a browser, which hides where they lie, says what to do. */
export function DropTarget({ onDrop }: { onDrop: (paths: readonly string[]) => void }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const dropped = useEffectEvent(onDrop)
  const sayInBrowser = useEffectEvent(() => say(t('bring.dropInBrowser'), { autoClose: 12_000 }))
  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const drag = (event: DragEvent) => {
      if (!withFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      if (!withFiles(event)) return
      event.preventDefault()
      setOver(false)
      if (window.location.protocol !== 'app:') sayInBrowser()
    }
    const told = ({ source, data }: MessageEvent) => {
      const paths = source === window ? droppedPaths(data) : []
      if (paths.length > 0) dropped(paths)
    }
    window.addEventListener('dragenter', drag, { signal })
    window.addEventListener('dragover', drag, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    window.addEventListener('message', told, { signal })
    return () => ended.abort()
  }, [])
  if (!over) return null
  return (
    <div className="bring-drop">
      <IconPhotoDown size={40} stroke={1.4} />
      <Text fz="lg" fw={600}>
        {t('bring.drop')}
      </Text>
    </div>
  )
}

/** Paths that the desktop app's preload has told of what was dropped. */
function droppedPaths(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('droppedPaths' in data)) return []
  const { droppedPaths: paths } = data
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string' && path !== '') : []
}
