/** Whether a method learns from unlabelled frames: every one but the baseline does. */
export const learnsFromUnlabelled = (method: string) => method !== 'supervised'
