// Fixed words of the page in its language: the same few lines that the activities use.
export { t } from "../../activities/words.js";
