import GRDB

/// Columns of rows that may be damaged: the subscripts of GRDB end the program where a column is not of the wanted type.
extension Row {
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ name: String) throws -> Value {
    try decode(Value.self, forColumn: name)
  }

  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ place: Int) throws -> Value {
    try decode(Value.self, atIndex: place)
  }
}
