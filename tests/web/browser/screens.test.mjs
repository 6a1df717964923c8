// Every screen in the language in which serve.test.mjs does not look at it.
import {screensOf} from "./serve_screens.mjs";

screensOf(1);
