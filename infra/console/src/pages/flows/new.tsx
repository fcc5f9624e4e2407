export { NewFlow as default } from "./edit";
