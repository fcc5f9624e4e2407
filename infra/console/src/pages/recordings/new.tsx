export { NewRecording as default } from "./edit";
