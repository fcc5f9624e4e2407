export { NewLine as default } from "./edit";
