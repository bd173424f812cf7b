/** Weights of a round on its way: its checkpoints, and nets that its model was chosen from. */
export const isCheckpoint = (name: string): boolean => /\.safetensors(\.sha256)?$/.test(name)

/** Lies in a round's folder where a backup left its checkpoints out. */
export const LEFT_OUT = 'checkpoints-left-out'
