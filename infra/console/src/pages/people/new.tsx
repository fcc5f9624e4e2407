export { NewPerson as default } from "./edit";
