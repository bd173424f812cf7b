import { isPlain } from '../../shared/domain/window.ts'
import type { EditorSettings, Looks } from './EditorSettings.ts'
import type { FrameStage } from './FrameStage.ts'
import { withMaskFilled } from './looks.ts'
import type { MaskPicture } from './MaskPicture.ts'
import type { OpenedFrame, SeenFrame } from './OpenedFrame.ts'
import { Overlays } from './Overlays.ts'
import type { Picture } from './picture/Picture.ts'

interface Shown {
  readonly looks: Looks
  readonly colours: readonly string[]
}

/** How a frame looks: its picture as a window shows it, heat map and layers over it, one's own mask on top. */
export class Appearance {
  private readonly bitmap: ImageBitmap
  private seen: SeenFrame
  private readonly picture: Picture
  private readonly stage: FrameStage
  private readonly mine: MaskPicture
  private readonly overlays: Overlays
  private settings: EditorSettings
  private shown: Shown
  /** Whether one's own mask is filled for as long as a key or a button is held. */
  private fillHeld = false
  private disposed = false

  constructor(
    frame: OpenedFrame,
    picture: Picture,
    stage: FrameStage,
    mine: MaskPicture,
    settings: EditorSettings,
  ) {
    this.bitmap = frame.bitmap
    this.seen = frame
    this.picture = picture
    this.stage = stage
    this.mine = mine
    this.overlays = new Overlays(frame.layers)
    this.settings = settings
    this.shown = this.wanted
    this.showMask()
    this.showOverlays()
    void this.showHeat()
    void this.showWindow()
  }

  /** Shows other settings; only what differs is worked out again. */
  show(settings: EditorSettings): void {
    const before = this.settings
    this.settings = settings
    this.showLooks()
    if (before.heat !== settings.heat) void this.showHeat()
    else if (before.heatOpacity !== settings.heatOpacity) this.showOverlays()
    if (before.window !== settings.window) void this.showWindow()
  }

  /** Shows what is seen over the frame by now. */
  see(seen: SeenFrame): void {
    this.seen = seen
    this.overlays.setLayers(seen.layers)
    this.showOverlays()
    void this.showHeat()
  }

  /** Fills one's own mask while held. */
  holdFill(held: boolean): void {
    this.fillHeld = held
    this.showLooks()
  }

  /** What is still being worked out is shown no more. */
  dispose(): void {
    this.disposed = true
  }

  private get wanted(): Shown {
    const { settings } = this
    return { looks: this.fillHeld ? withMaskFilled(settings) : settings, colours: settings.colours }
  }

  private showLooks(): void {
    const before = this.shown
    this.shown = this.wanted
    const { looks, colours } = this.shown
    const recoloured = colours !== before.colours
    if (recoloured || looks.mask !== before.looks.mask) this.showMask()
    if (recoloured || looks.model !== before.looks.model || looks.others !== before.looks.others)
      this.showOverlays()
  }

  private showMask(): void {
    const { looks, colours } = this.shown
    this.mine.show(colours, looks.mask)
    this.stage.redrawMask()
  }

  private showOverlays(): void {
    const { looks, colours } = this.shown
    this.stage.setOverlays(this.overlays.shown(looks, colours, this.settings.heatOpacity))
  }

  private async showWindow(): Promise<void> {
    const { window } = this.settings
    const shown = isPlain(window) ? this.bitmap : await this.picture.ask('windowed', window)
    // A slider goes on while the last picture is made: only the newest setting is shown.
    if (this.disposed || window !== this.settings.window) return
    this.stage.setPicture(shown)
  }

  private async showHeat(): Promise<void> {
    const { seen, bitmap } = this
    const { heat } = this.settings
    const { probabilities, maps = {} } = seen
    const found =
      heat === 'off' || !probabilities
        ? undefined
        : await this.picture.ask('heat', { probabilities, maps, map: heat })
    if (this.disposed || heat !== this.settings.heat || seen !== this.seen) return
    this.overlays.setHeat(found, bitmap.width, bitmap.height)
    this.showOverlays()
  }
}
