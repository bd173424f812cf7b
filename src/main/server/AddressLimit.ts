import type { Socket } from 'node:net'

/** How many connections there are from each address, so that none takes the places of all others. */
export class AddressLimit {
  private readonly most: number
  private readonly counts = new Map<string, number>()

  constructor(most: number) {
    this.most = most
  }

  /** Counts a connection until it is closed; one too many is closed at once. */
  take(socket: Socket): void {
    const address = socket.remoteAddress ?? ''
    const count = this.counts.get(address) ?? 0
    // Who resets while being refused is gone all the same.
    socket.on('error', () => socket.destroy())
    if (count >= this.most) return void socket.destroy()
    this.counts.set(address, count + 1)
    socket.once('close', () => {
      const left = (this.counts.get(address) ?? 1) - 1
      if (left > 0) this.counts.set(address, left)
      else this.counts.delete(address)
    })
  }
}
