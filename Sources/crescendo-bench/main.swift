import ArgumentParser
import Terminal

TerminalProbe.settleProcess()
CrescendoBench.main()
