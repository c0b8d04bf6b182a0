/// The twelve scenes. Levels are those of a mix: the lead in front, the bass beneath, pads behind.
extension Scene {
  static let quiet: [Scene] = [
    Scene(
      tags: ["ambient", "drone"], tempo: 50...64, scale: lydian, progressions: still,
      band: Band(
        pad: Player(.choir, 0.5), figure: Player(.bell, 0.16),
        figurePatterns: ["0.......4.......", "....7.......2...", "0.....4.........", "..........7...4."],
        bass: Player(.subBass, 0.3), bassPatterns: ["0---------------"], lead: Player(.flute, 0.22), density: 0.22,
        chord: [0, 2, 4, 8], room: 0.75, echo: 0.5)),
    Scene(
      tags: ["modern classical", "piano"], tempo: 62...82, scale: major, progressions: bright,
      band: Band(
        pad: Player(.strings, 0.14), figure: Player(.piano, 0.3),
        figurePatterns: ["0.4.7.4.2.4.7.4.", "0.2.4.7.9.7.4.2.", "0...4.7.2...4.7.", "0.4.2.4.0.4.2.4."],
        bass: Player(.piano, 0.36), bassPatterns: ["0-------4-------", "0---------------"], lead: Player(.piano, 0.5),
        density: 0.42, room: 0.45, echo: 0.08)),
    Scene(
      tags: ["folk", "acoustic"], tempo: 86...108, scale: major, progressions: bright,
      band: Band(
        comp: Player(.nylon, 0.2), compPatterns: ["....o.......o.o.", "....x.o.....x.o."], figure: Player(.steel, 0.34),
        figurePatterns: ["0.4.2.4.0.7.2.4.", "0.2.4.2.0.2.4.7.", "0..42.4.0..47.4."], bass: Player(.nylon, 0.42),
        bassPatterns: ["0-------4-------", "0-----0-4---2---"], lead: Player(.flute, 0.36), density: 0.5,
        drums: [
          Beat((.shaker, 0.16, "o.o.x.o.o.o.x.o.")),
          Beat((.shaker, 0.15, "x.o.x.o.x.o.x.oo"), (.hand, 0.2, "x.....o...x.....")),
        ],
        softness: 0.7, room: 0.2, echo: 0.1)),
    Scene(
      tags: ["dream pop", "shoegaze"], tempo: 92...112, scale: major, progressions: bright,
      band: Band(
        pad: Player(.pad, 0.42), comp: Player(.crunch, 0.1), compPatterns: ["x-------x-------", "x---x---x---x---"],
        figure: Player(.steel, 0.2), figurePatterns: ["0.4.7.4.9.7.4.7.", "7.4.2.4.7.4.2.4."],
        bass: Player(.roundBass, 0.48),
        bassPatterns: ["0-0-0-0-0-0-0-0-", "0---0-0-0---0-4-"], lead: Player(.saw, 0.2), density: 0.36,
        chord: [0, 2, 4, 6],
        drums: [
          Beat((.kick, 0.55, "x.......x.x....."), (.snare, 0.36, "....x.......x..."), (.hat, 0.16, "x.o.x.o.x.o.x.o.")),
          Beat((.kick, 0.55, "x.....x.x......."), (.snare, 0.36, "....x.......x..."), (.ride, 0.2, "x...x...x...x...")),
        ], softness: 0.6, room: 0.6, echo: 0.45)),
  ]

  static let loud: [Scene] = [
    Scene(
      tags: ["indie rock", "guitar"], tempo: 120...144, scale: major, progressions: bright,
      band: Band(
        comp: Player(.crunch, 0.26), compPatterns: ["x-o-x-o-x-o-x-o-", "x-x-o-x-.-x-o-x-", "x---x-x---x-x---"],
        figure: Player(.steel, 0.14), figurePatterns: ["0.4.7.4.0.4.7.9.", "7.7.4.7.9.7.4.2."],
        bass: Player(.growlBass, 0.5),
        bassPatterns: ["0.0.0.0.0.0.0.0.", "0-0.0-0.0-0.4-2."], lead: Player(.square, 0.26), density: 0.55,
        chord: [0, 4, 7],
        drums: [
          Beat((.kick, 0.7, "x.....x.x......."), (.snare, 0.5, "....x.......x..."), (.hat, 0.22, "x.o.x.o.x.o.x.o.")),
          Beat(
            (.kick, 0.7, "x..x....x.x....."), (.snare, 0.5, "....x.......x..o"), (.openHat, 0.14, "x...x...x...x...")),
          Beat((.kick, 0.7, "x.x.....x.x....."), (.snare, 0.5, "....x.......x..."), (.ride, 0.24, "x.o.x.o.x.o.x.o.")),
        ], softness: 0.15, room: 0.2, echo: 0.12)),
    Scene(
      tags: ["synthwave", "retro"], tempo: 94...116, scale: minor, progressions: dark,
      band: Band(
        pad: Player(.pad, 0.36), figure: Player(.saw, 0.13),
        figurePatterns: ["0247420247427420", "0.47.40.47.4.2.4", "0.2.4.7.0.2.4.7."], bass: Player(.growlBass, 0.5),
        bassPatterns: ["0.0.0.0.0.0.0.0.", "0.000.000.000.00", "0.070.070.070.07"], lead: Player(.saw, 0.28),
        density: 0.36,
        drums: [
          Beat((.kick, 0.72, "x.......x......."), (.snare, 0.5, "....x.......x..."), (.hat, 0.15, "x.o.x.o.x.o.x.oo")),
          Beat((.kick, 0.72, "x...x...x...x..."), (.clap, 0.4, "....x.......x..."), (.hat, 0.16, "..x...x...x...x.")),
        ], softness: 0.2, room: 0.42, echo: 0.4)),
    Scene(
      tags: ["house", "deep house"], tempo: 118...125, scale: dorian, progressions: floating,
      band: Band(
        pad: Player(.pad, 0.2), comp: Player(.electricPiano, 0.34),
        compPatterns: ["..x-....x-....x-", "x-..x-....x-..o-", "...x-....x-...x-"],
        bass: Player(.roundBass, 0.55), bassPatterns: ["..0-..0...0-.07-", "0-..0-.0..4-..6-", "0-....0-.07-...."],
        lead: Player(.electricPiano, 0.2), density: 0.26, chord: [0, 2, 4, 6, 8],
        drums: [
          Beat(
            (.kick, 0.8, "x...x...x...x..."), (.clap, 0.34, "....x.......x..."), (.openHat, 0.2, "..x...x...x...x."),
            (.shaker, 0.1, "oooooooooooooooo")),
          Beat(
            (.kick, 0.8, "x...x...x...x..."), (.snare, 0.22, "....x.......x..o"), (.openHat, 0.18, "..x...x...x...x."),
            (.hat, 0.12, "x.ox..oxx.ox..ox")),
        ], softness: 0.35, swing: 0.54, room: 0.3, echo: 0.35, isLedByDrums: true)),
    Scene(
      tags: ["techno", "minimal"], tempo: 126...136, scale: minor, progressions: drones,
      band: Band(
        pad: Player(.pad, 0.2), figure: Player(.acid, 0.3),
        figurePatterns: ["0.00.04.0.02.0.7", "00.0.00.20.0.04.", "0..0..0.4..0..2.", "0.0.7.0.0.0.4.00"],
        bass: Player(.subBass, 0.5),
        bassPatterns: ["..0-..0-..0-..0-", ".00-.00-.00-.00-"], density: 0.2,
        drums: [
          Beat((.kick, 0.9, "x...x...x...x..."), (.hat, 0.2, "..x...x...x...x."), (.clap, 0.2, "............x...")),
          Beat(
            (.kick, 0.9, "x...x...x...x..."), (.openHat, 0.15, "..x...x...x...x."), (.hat, 0.14, "oxooxooxooxooxoo"),
            (.hand, 0.16, "...x..x....x..o.")),
        ], softness: 0.15, room: 0.34, echo: 0.3, isLedByDrums: true)),
  ]

  static let late: [Scene] = [
    Scene(
      tags: ["drum and bass", "jungle"], tempo: 168...175, scale: minor, progressions: dark,
      band: Band(
        pad: Player(.pad, 0.42), figure: Player(.bell, 0.1), figurePatterns: ["0.....4.....7...", "....7...4...2..."],
        bass: Player(.subBass, 0.62), bassPatterns: ["0-----0---4-----", "0---------0-2---", "0-------..0-..7-"],
        lead: Player(.electricPiano, 0.24), density: 0.26, chord: [0, 2, 4, 6],
        drums: [
          Beat((.kick, 0.66, "x.........x....."), (.snare, 0.5, "....x..o.o..x..."), (.hat, 0.18, "x.o.x.o.x.o.x.o.")),
          Beat((.kick, 0.66, "x.x.......xx...."), (.snare, 0.5, "....x..o.o..x..o"), (.ride, 0.2, "x.x.x.x.x.x.x.x.")),
          Beat((.kick, 0.66, "x.......o.x....."), (.snare, 0.5, "....x.......x.o."), (.hat, 0.16, "xooxxooxxooxxoox")),
        ], softness: 0.2, room: 0.4, echo: 0.4, isLedByDrums: true)),
    Scene(
      tags: ["lo-fi", "beats"], tempo: 72...88, scale: major, progressions: falling,
      band: Band(
        pad: Player(.pad, 0.12), comp: Player(.electricPiano, 0.4),
        compPatterns: ["x-----o---x-----", "x---------o-x---", "..x-------x---o-"],
        bass: Player(.roundBass, 0.5), bassPatterns: ["0-----0---4-----", "0---..0-4---..2-"],
        lead: Player(.nylon, 0.34), density: 0.34,
        chord: [0, 2, 4, 6],
        drums: [
          Beat((.kick, 0.62, "x.....x...x....."), (.snare, 0.34, "....x.......x..."), (.hat, 0.13, "x.o.x.o.x.o.x.oo")),
          Beat(
            (.kick, 0.62, "x..x......x....."), (.snare, 0.34, "....x..o....x..."), (.shaker, 0.13, "x.o.x.o.x.o.x.o.")),
        ], softness: 0.9, swing: 0.6, room: 0.26, echo: 0.2)),
    Scene(
      tags: ["jazz", "late night"], tempo: 96...132, scale: major, progressions: circles,
      band: Band(
        comp: Player(.piano, 0.3),
        compPatterns: ["x-....x-........", "......x-....o-..", "..x-......x-....", "x-........o-x-.."],
        bass: Player(.roundBass, 0.56), bassPatterns: ["0---2---4---<---", "0---4---2---<---", "0---6---4---<---"],
        lead: Player(.reed, 0.36), density: 0.6, chord: [0, 2, 6, 8],
        drums: [
          Beat((.ride, 0.3, "x...x.o.x...x.o."), (.hat, 0.14, "....x.......x..."), (.kick, 0.2, "o.......o.......")),
          Beat((.ride, 0.3, "x...x.o.x...x.o."), (.hat, 0.14, "....x.......x..."), (.snare, 0.14, "......o........o")),
        ], softness: 0.8, swing: 0.65, room: 0.3, echo: 0.06)),
    Scene(
      tags: ["desert blues", "psychedelic"], tempo: 92...114, scale: pentatonic, progressions: drones,
      band: Band(
        comp: Player(.steel, 0.2), compPatterns: ["x-..o-x-..o-x-o-", "..o-x-..o-..x-o-"],
        figure: Player(.crunch, 0.16),
        figurePatterns: ["0.0.3.2.0.1.0...", "0..20.4.3.2.0.1.", "0.2.3.2.0...1.2."], bass: Player(.roundBass, 0.54),
        bassPatterns: ["0-..0-0-..0-3-..", "0---..0-2-..0---"], lead: Player(.crunch, 0.3), density: 0.55,
        chord: [0, 3, 5],
        drums: [
          Beat((.hand, 0.42, "x..o..x.o.x...o."), (.shaker, 0.16, "x.o.x.o.x.o.x.o.")),
          Beat(
            (.hand, 0.42, "x.o...x...o.x.o."), (.kick, 0.4, "x.......x......."), (.shaker, 0.16, "xooxxooxxooxxoox")),
        ], softness: 0.5, swing: 0.57, room: 0.36, echo: 0.32)),
  ]
}
