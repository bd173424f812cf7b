/** The tag by which other programs' files say that somebody looked at a frame and found nothing. */
export const NO_LESION = 'no lesion'
