# SPDX-License-Identifier: GPL-3.0-or-later
"""English units and currencies, and the words that tell what figures are."""

from __future__ import annotations

from studio.engine.text.languages.tables import currencies, pairs, units, words

UNITS = units(
    "km=kilometer/kilometers; cm=centimeter/centimeters; mm=millimeter/millimeters; m=meter/meters; mi=mile/miles;"
    "ft=foot/feet; yd=yard/yards; yds=yard/yards; kg=kilogram/kilograms; kgs=kilogram/kilograms; g=gram/grams;"
    "mg=milligram/milligrams; mcg=microgram/micrograms; µg=microgram/micrograms; lb=pound/pounds;"
    "lbs=pound/pounds; oz=ounce/ounces; fl oz=fluid ounce/fluid ounces; fl. oz=fluid ounce/fluid ounces; "
    "l=liter/liters; L=liter/liters;"
    "ml=milliliter/milliliters; mL=milliliter/milliliters; cl=centiliter/centiliters; dL=deciliter/deciliters;"
    "dl=deciliter/deciliters; µL=microliter/microliters; nm=nanometer/nanometers; dm=decimeter/decimeters;"
    "km/h=kilometer per hour/kilometers per hour; kmh=kilometer per hour/kilometers per hour;"
    "kph=kilometer per hour/kilometers per hour; mph=mile per hour/miles per hour;"
    "m/s=meter per second/meters per second; fps=frame per second/frames per second;"
    "°C=degree Celsius/degrees Celsius; °F=degree Fahrenheit/degrees Fahrenheit; °=degree/degrees; "
    "º=degree/degrees; "
    "F=degree Fahrenheit/degrees Fahrenheit; C=degree Celsius/degrees Celsius; "
    "ºC=degree Celsius/degrees Celsius; ºF=degree Fahrenheit/degrees Fahrenheit; K=kelvin; "
    "deg F=degree Fahrenheit/degrees Fahrenheit; deg C=degree Celsius/degrees Celsius; "
    "deg. F=degree Fahrenheit/degrees Fahrenheit; deg. C=degree Celsius/degrees Celsius; "
    "degrees F=degree Fahrenheit/degrees Fahrenheit; degrees C=degree Celsius/degrees Celsius; "
    "Hz=hertz; kHz=kilohertz; MHz=megahertz; GHz=gigahertz; THz=terahertz; dB=decibel/decibels; dBA=decibels A;"
    "KB=kilobyte/kilobytes; kB=kilobyte/kilobytes; MB=megabyte/megabytes; GB=gigabyte/gigabytes;"
    "TB=terabyte/terabytes; PB=petabyte/petabytes; Kb=kilobit/kilobits; Mb=megabit/megabits; Gb=gigabit/gigabits;"
    "Mbps=megabit per second/megabits per second; mbps=megabit per second/megabits per second;"
    "kbps=kilobit per second/kilobits per second; Gbps=gigabit per second/gigabits per second;"
    "W=watt/watts; kW=kilowatt/kilowatts; MW=megawatt/megawatts; GW=gigawatt/gigawatts;"
    "kWh=kilowatt hour/kilowatt hours; MWh=megawatt hour/megawatt hours; Wh=watt hour/watt hours;"
    "V=volt/volts; kV=kilovolt/kilovolts; mV=millivolt/millivolts; A=amp/amps; mA=milliamp/milliamps;"
    "mAh=milliamp hour/milliamp hours; Ω=ohm/ohms; kΩ=kiloohm/kiloohms; J=joule/joules; kJ=kilojoule/kilojoules;"
    "N=newton/newtons; Pa=pascal/pascals; kPa=kilopascal/kilopascals; hPa=hectopascal/hectopascals;"
    "mbar=millibar/millibars; bar=bar/bars; atm=atmosphere/atmospheres; "
    "mmHg=millimeter of mercury/millimeters of mercury; "
    "m²=square meter/square meters; m2=square meter/square meters; km²=square kilometer/square kilometers;"
    "km2=square kilometer/square kilometers; mm2=square millimeter/square millimeters; "
    "cm2=square centimeter/square centimeters; cm3=cubic centimeter/cubic centimeters; "
    "mm3=cubic millimeter/cubic millimeters; ”=inch/inches; "
    "ft²=square foot/square feet; ft2=square foot/square feet;"
    "sq ft=square foot/square feet; sq. ft=square foot/square feet; sqft=square foot/square feet;"
    "sq mi=square mile/square miles; sq. mi=square mile/square miles; sq km=square kilometer/square kilometers;"
    "sq m=square meter/square meters; sq yd=square yard/square yards; sq in=square inch/square inches;"
    "cu ft=cubic foot/cubic feet; cu. ft=cubic foot/cubic feet; cc=cubic centimeter/cubic centimeters;"
    "m³=cubic meter/cubic meters; m3=cubic meter/cubic meters; mi²=square mile/square miles; gal=gallon/gallons;"
    "qt=quart/quarts; pt=pint/pints; tsp=teaspoon/teaspoons; tbsp=tablespoon/tablespoons; "
    "Tbsp=tablespoon/tablespoons; "
    "in=inch/inches; ha=hectare/hectares; µm=micrometer/micrometers; "
    "rpm=revolution per minute/revolutions per minute; "
    "psi=P.S.I; hp=horsepower; kcal=kilocalorie/kilocalories; cal=calorie/calories; "
    "bpm=beat per minute/beats per minute; "
    "ms=millisecond/milliseconds; µs=microsecond/microseconds; ns=nanosecond/nanoseconds; s=second/seconds;"
    "sec=second/seconds; secs=second/seconds; min=minute/minutes; mins=minute/minutes; h=hour/hours; hr=hour/hours;"
    "hrs=hour/hours; yr=year/years; yrs=year/years; wk=week/weeks; wks=week/weeks; mo=month/months;"
    "x=times; MP=megapixel/megapixels; dpi=dots per inch; ppm=parts per million; ppb=parts per billion;"
    "mos=month/months; doz=dozen; pcs=piece/pieces;"
    "mpg=mile per gallon/miles per gallon; kt=knot/knots; kts=knot/knots; ct=carat/carats; t=ton/tons;"
    "'=foot/feet; \"=inch/inches; ′=foot/feet; ″=inch/inches; lm=lumen/lumens; st=stone/stone;"
    "px=pixel/pixels; pts=point/points;"
    "km/s=kilometer per second/kilometers per second;"
    "mol=mole/moles; mmol=millimole/millimoles; mEq=milliequivalent/milliequivalents; "
    "ts=teaspoon/teaspoons; tbs=tablespoon/tablespoons; Tbs=tablespoon/tablespoons; "
    "lb-ft=pound-foot/pound-feet; lb.-ft=pound-foot/pound-feet; ft-lb=foot-pound/foot-pounds; "
    "ft-lbs=foot-pound/foot-pounds; ft.-lb=foot-pound/foot-pounds; ft.-lbs=foot-pound/foot-pounds"
)

CURRENCIES = currencies(
    "¢=cent/cents//; $=dollar/dollars/cent/cents; £=pound/pounds/penny/pence; €=euro/euros/cent/cents; ¥=yen/yen//;"
    "₹=rupee/rupees/paisa/paise; R$=real/reais/centavo/centavos; ₩=won/won//; ₽=ruble/rubles/kopeck/kopecks;"
    "₺=lira/lira/kuruş/kuruş; ₪=shekel/shekels/agora/agorot; ₿=bitcoin/bitcoins//; ฿=baht/baht/satang/satang;"
    "₫=dong/dong//; ₴=hryvnia/hryvnias/kopiyka/kopiykas; US$=dollar/dollars/cent/cents; "
    "CA$=Canadian dollar/Canadian dollars/cent/cents; "
    "C$=Canadian dollar/Canadian dollars/cent/cents; A$=Australian dollar/Australian dollars/cent/cents; "
    "AU$=Australian dollar/Australian dollars/cent/cents;"
    "NZ$=New Zealand dollar/New Zealand dollars/cent/cents; "
    "HK$=Hong Kong dollar/Hong Kong dollars/cent/cents; S$=Singapore dollar/Singapore dollars/cent/cents;"
    "CHF=Swiss franc/Swiss francs/centime/centimes; kr=krone/kroner//; zł=zloty/zlotys/grosz/groszy"
)

CODES = pairs("EUR=€; USD=US$; GBP=£; JPY=¥; INR=₹; BRL=R$; KRW=₩; CAD=CA$; AUD=A$")

CURRENCY_WORDS = words(
    "cents cent dollars dollar euros euro pounds pound yen rupees pesos francs won yuan bucks rubles"
)

RATES = words(
    "second minute hour day night week month year person people user seat share unit item room sq sec min hr wk mo yr"
)

LONE_UNITS = words("kg km cm mm mg mL kHz MHz GHz kW kWh km/h µg µm")

NO_NOUNS = words(
    "and or to for in on of at by from with per a an the each more less than as is was are were will that which "
    "who when if but so then he she it we they i you after before about into over under long wide tall high deep "
    "away apart ago later off up down out back per cent every plus minus times not only now today every would "
    "can could may might had has have did does do"
)

NUMBERED = words(
    "route highway section room flight seat row gate apartment apt unit suite exhibit figure table chapter page "
    "paragraph article building block class grade level platform track bus line type form schedule rule exit "
    "interstate floor lot title part appendix number no stage phase step zone complex pad hangar terminal"
)

KITCHEN_UNITS = units("C=cup/cups; c=cup/cups; T=tablespoon/tablespoons; t=teaspoon/teaspoons")
"""Letters that are units before something to eat, or with a dot before a word in lower case ("1 C. flour")."""

FOODS = words(
    "flour sugar butter milk salt water oil pepper vanilla baking soda powder yeast cream cheese chopped minced grated "
    "shredded diced sliced packed brown white cornstarch honey syrup juice vinegar broth stock rice oats oatmeal nuts "
    "pecans walnuts almonds raisins chocolate chips cocoa cinnamon nutmeg ginger garlic onion onions parsley basil "
    "oregano thyme cumin paprika mustard mayonnaise mayo sour buttermilk yogurt shortening margarine lard egg eggs "
    "molasses ketchup catsup sauce soy lemon lime orange olive vegetable canola melted softened cold warm hot boiling "
    "fresh dried ground heaping level granulated powdered confectioners unsalted all-purpose bread wheat cornmeal "
    "coconut peanut celery carrot carrots potatoes tomato tomatoes beans peas corn sherry wine rum brandy extract "
    "seeds sesame cayenne chili curry dill sage rosemary cloves allspice tapioca gelatin zest bacon ham chicken beef "
    "mushrooms spinach cabbage broccoli berries blueberries strawberries cranberries apple apples banana bananas "
    "pumpkin cooked raw unbleached crushed graham crumbs sifted kosher sea skim whole plain greek cottage cheddar "
    "parmesan mozzarella lukewarm finely coarsely thinly freshly worcestershire tartar dry instant quick rolled tea "
    "coffee maple dark light heavy whipping condensed evaporated cooking salad"
)

COUNTED_PARTS = words(
    "cup cups can cans bag bags package packages stick sticks box boxes jar jars bottle bottles slice slices pound "
    "pounds dozen tsp tbsp lb oz of the"
)
"""Behind a fraction: "until 3/4 cup is left"."""

AVERAGES = words(
    "hit hits hitting hitter hitters batted batting bats batter average averages averaged slugging on-base percentage "
    "winning ball baseball season record team club games game career standings pitcher mlb nba nfl league"
)
CALIBERS = words(
    "caliber calibre magnum rifle rifles pistol pistols revolver handgun gun bullet bullets round rounds ammo "
    "ammunition special winchester remington cartridge cartridges shotgun acp colt muzzle"
)
"""Beside thousandths that are said as a number: ".300 hitter", ".357 Magnum"."""

ERAS = words("A.D AD B.C BC B.C.E BCE C.E CE")
DIGIT_WORDS = words("pin passcode password otp code pnr ending ends")
"""Before figures that are read one by one."""

HEATED = words(
    "thermometer oven bake baked boil boiling cool cooled temperature temp heat heated preheat degrees weather"
)
"""In a sentence where "F" behind figures is degrees."""

SIZED = words(
    "pan pans dish dishes sheet sheets board boards rug photo photos print prints grid room lot tile tiles panel"
)
"""What figures with a spaced cross between them measure: "an 8 x 8 pan"."""
