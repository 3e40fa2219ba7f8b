// Fixed words of the room's pages in their language: the same few lines that the activities use.
export { t } from "../../activities/words.js";
