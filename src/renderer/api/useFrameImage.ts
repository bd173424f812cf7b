import { useEffect, useState } from 'react'
import { useClient } from './EngineContext.ts'

/** An object URL of a frame's image, released when no longer shown; undefined until it is there. */
export function useFrameImage(id: number, size: 'full' | 'thumbnail'): string | undefined {
  const client = useClient()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let gone = false
    client.frames.image({ id, size }).then(
      (file) => {
        if (gone) return
        made = URL.createObjectURL(file as unknown as Blob)
        setUrl(made)
      },
      () => setUrl(undefined),
    )
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [client, id, size])
  return url
}
