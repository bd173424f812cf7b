/** Patients with a lesion that an interval needs: two can be resampled, but prove nothing. */
export const ENOUGH_PATIENTS = 3
